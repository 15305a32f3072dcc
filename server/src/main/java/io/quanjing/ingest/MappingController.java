package io.quanjing.ingest;

import io.quanjing.access.Caller;
import io.quanjing.access.RequiresRole;
import io.quanjing.access.Role;
import io.quanjing.access.Shops;
import io.quanjing.ingest.draft.Draft;
import io.quanjing.ingest.draft.DraftMapping;
import io.quanjing.ingest.draft.Preview;
import io.quanjing.ingest.draft.RowKinds;
import io.quanjing.ingest.mapping.MappingReader;
import io.quanjing.ingest.source.SourceFile;
import io.quanjing.kernel.QuanjingException;
import io.quanjing.warehouse.Warehouse;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Says of files that no format knows what they are. Each request brings the file along and leaves none behind, so that it does not matter which
 * replica answers and nothing of a file that is never imported lies about; the import itself is that of {@link ImportController}, with the
 * mapping that comes out here.
 */
@RestController
@RequestMapping("/api/imports")
final class MappingController {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int LONGEST_DRAFT = 500_000;
    /** Reading a whole file takes a core. */
    private static final int AT_A_TIME = 4;

    private final RowKinds kinds;
    private final OwnFormats own;
    private final ImportRunner runner;
    private final ImportQueue queue;
    private final Warehouse warehouse;
    private final Shops shops;
    private final ImportSettings settings;
    private final Semaphore room = new Semaphore(AT_A_TIME);

    MappingController(
            RowKinds kinds,
            OwnFormats own,
            ImportRunner runner,
            ImportQueue queue,
            Warehouse warehouse,
            Shops shops,
            ImportSettings settings) {
        this.kinds = kinds;
        this.own = own;
        this.runner = runner;
        this.queue = queue;
        this.warehouse = warehouse;
        this.shops = shops;
        this.settings = settings;
    }

    /** A mapping in YAML. */
    record MappingText(String mapping) {}

    /** Another name. */
    record NewName(@NotNull String name) {}

    @RequiresRole(Role.OPERATOR)
    @GetMapping("/mapping/kinds")
    RowKinds kinds() {
        return kinds;
    }

    /** What a file looks like, and what it may be. */
    @RequiresRole(Role.OPERATOR)
    @PostMapping("/mapping/preview")
    Preview preview(
            @RequestParam("file") MultipartFile file,
            @RequestParam(name = "reading", required = false) @Nullable String reading) {
        Draft.Reading wanted = reading == null ? Draft.Reading.unknown() : json(reading, Draft.Reading.class);
        return with(
                file, path -> Preview.of(SourceFile.in(path, runner.limits()).getFirst(), wanted, kinds));
    }

    /** A draft in the mapping language. */
    @RequiresRole(Role.OPERATOR)
    @PostMapping("/mapping/text")
    MappingText text(@Valid @RequestBody Draft draft) {
        return new MappingText(DraftMapping.text(draft, kinds));
    }

    /** What an import of the file would do. */
    @RequiresRole(Role.OPERATOR)
    @PostMapping("/mapping/rehearsal")
    Rehearsal rehearsal(
            @RequestParam("file") MultipartFile file,
            @RequestParam String shop,
            @RequestParam String draft,
            Caller caller) {
        ImportController.requireShop(shops, shop, caller);
        Draft given = json(draft, Draft.class);
        String text = DraftMapping.text(given, kinds);
        return with(
                file,
                path -> runner.rehearse(
                        MappingReader.read(given.name() + ".yml", text, warehouse.tables()), shop, List.of(path)));
    }

    @RequiresRole(Role.OPERATOR)
    @GetMapping("/own-formats")
    List<OwnFormat> ownFormats() {
        return own.all();
    }

    @RequiresRole(Role.OPERATOR)
    @PostMapping("/own-formats")
    @ResponseStatus(HttpStatus.CREATED)
    OwnFormat save(@Valid @RequestBody Draft draft, Caller caller) {
        return own.save(draft, caller);
    }

    @RequiresRole(Role.ADMIN)
    @PutMapping("/own-formats/{name}")
    OwnFormat rename(@PathVariable String name, @Valid @RequestBody NewName wanted, Caller caller) {
        return own.rename(name, wanted.name(), caller);
    }

    @RequiresRole(Role.ADMIN)
    @DeleteMapping("/own-formats/{name}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(@PathVariable String name, Caller caller) {
        own.delete(name, caller);
    }

    /** Looks at a file that lies where uploads lie for so long. */
    private <T> T with(MultipartFile file, Function<Path, T> look) {
        ImportController.requireSize(file.getSize(), settings);
        if (!room.tryAcquire()) {
            throw new QuanjingException(
                    IngestError.REHEARSALS_BUSY,
                    "The server looks at " + AT_A_TIME + " files already. Send this one again in a few seconds.",
                    Map.of("limit", AT_A_TIME));
        }
        String id = ImportRunner.newId();
        try {
            Path path = queue.folder(id).resolve(ImportController.bareName(file));
            Files.createDirectories(path.getParent());
            file.transferTo(path);
            return look.apply(path);
        } catch (IOException e) {
            throw ImportController.notStored(e);
        } finally {
            queue.drop(id);
            room.release();
        }
    }

    private static <T> T json(String text, Class<T> type) {
        try {
            T read = text.length() <= LONGEST_DRAFT ? JSON.readValue(text, type) : null;
            if (read == null) {
                throw invalid(null);
            }
            return read;
        } catch (JacksonException e) {
            throw invalid(e);
        }
    }

    private static QuanjingException invalid(@Nullable Exception cause) {
        return new QuanjingException(
                IngestError.DRAFT_INVALID,
                "The draft is no JSON of the form that is asked, or has more than " + LONGEST_DRAFT + " characters.",
                Map.of("what", "draft", "value", ""),
                cause);
    }
}
