package io.quanjing.ingest;

import io.quanjing.access.RequiresRole;
import io.quanjing.access.Role;
import io.quanjing.ingest.mapping.Template;
import io.quanjing.ingest.mapping.Template.Text;
import io.quanjing.kernel.QuanjingException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Templates to download, fill in and import. They are made of the mappings that read them again. */
@RestController
@RequestMapping("/api/imports/templates")
final class TemplateController {

    private static final String XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    private static final String CSV = "text/csv;charset=UTF-8";
    /** Without it, spreadsheets read UTF-8 as the system's old encoding. */
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private final Formats formats;

    TemplateController(Formats formats) {
        this.formats = formats;
    }

    /**
     * A template as the page lists it.
     *
     * @param needed the headers of the columns in which every row needs a value
     */
    record TemplateView(String id, String group, Text title, Text about, List<Text> needed) {}

    @RequiresRole(Role.OPERATOR)
    @GetMapping
    List<TemplateView> list() {
        return formats.templates().stream().map(TemplateController::view).toList();
    }

    /**
     * The empty file.
     *
     * @param language of its headers, words and explanations: {@code en…}, otherwise Chinese
     * @param as {@code xlsx} or {@code csv}
     */
    @RequiresRole(Role.OPERATOR)
    @GetMapping("/{id}")
    ResponseEntity<byte[]> one(
            @PathVariable String id,
            @RequestParam(defaultValue = "zh-CN") String language,
            @RequestParam(defaultValue = "xlsx") String as) {
        Template template = formats.template(id);
        boolean chinese = !language.toLowerCase(Locale.ROOT).startsWith("en");
        return switch (as) {
            case "xlsx" -> file(template, chinese, "xlsx", XLSX, xlsx(template, chinese));
            case "csv" -> file(template, chinese, "csv", CSV, csv(template, chinese));
            default ->
                throw new QuanjingException(
                        IngestError.TEMPLATE_FORM,
                        "There are no templates as " + as + ". Maybe xlsx or csv.",
                        Map.of("value", as));
        };
    }

    static byte[] xlsx(Template template, boolean chinese) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            new TemplateXlsx(template, chinese).write(out);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return out.toByteArray();
    }

    static byte[] csv(Template template, boolean chinese) {
        String header = template.columns().stream()
                .map(column -> column.header().in(chinese))
                .collect(Collectors.joining(",", BYTE_ORDER_MARK, "\r\n"));
        return header.getBytes(StandardCharsets.UTF_8);
    }

    private static ResponseEntity<byte[]> file(
            Template template, boolean chinese, String ending, String type, byte[] content) {
        String name = chinese
                ? template.title().zh() + "模板"
                : "Template " + template.title().en();
        String disposition = ContentDisposition.attachment()
                .filename(name + "." + ending, StandardCharsets.UTF_8)
                .build()
                .toString();
        return ResponseEntity.ok()
                .header(HttpHeaders.CONTENT_TYPE, type)
                .header(HttpHeaders.CONTENT_DISPOSITION, disposition)
                .body(content);
    }

    private static TemplateView view(Template template) {
        return new TemplateView(
                template.id(),
                template.group().name().toLowerCase(Locale.ROOT),
                template.title(),
                template.about(),
                template.columns().stream()
                        .filter(Template.Column::required)
                        .map(Template.Column::header)
                        .toList());
    }
}
