package io.quanjing.ingest;

import io.quanjing.access.Caller;
import io.quanjing.access.RequiresRole;
import io.quanjing.access.Role;
import io.quanjing.access.Shops;
import io.quanjing.ingest.ImportQueue.Upload;
import io.quanjing.kernel.QuanjingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

/** Imports over HTTP. */
@RestController
@RequestMapping("/api/imports")
final class ImportController {

    private static final int MOST = 500;

    private final Formats formats;
    private final ImportQueue queue;
    private final ImportStore store;
    private final Shops shops;
    private final SeenRuns seen;
    private final ImportSettings settings;

    ImportController(
            Formats formats,
            ImportQueue queue,
            ImportStore store,
            Shops shops,
            SeenRuns seen,
            ImportSettings settings) {
        this.formats = formats;
        this.queue = queue;
        this.store = store;
        this.shops = shops;
        this.seen = seen;
        this.settings = settings;
    }

    /**
     * A format that can be asked for.
     *
     * @param own whether it is one of this installation
     */
    record FormatView(String id, Map<String, String> title, boolean mapping, boolean folder, boolean own) {}

    /** A new import. */
    record Accepted(String id) {}

    /** An import as the page shows it. */
    record RunView(
            String id,
            String state,
            String format,
            String shop,
            List<String> files,
            long bytesDone,
            long bytesTotal,
            long read,
            long accepted,
            long rejected,
            long skipped,
            Map<String, ImportSummary.Facts> facts,
            Map<String, Long> eventTypes,
            ImportRun.@Nullable Failure error,
            String by,
            Instant startedAt,
            @Nullable Instant finishedAt,
            @Nullable String mends,
            @Nullable String mendedBy,
            ImportRun.@Nullable Undo undo) {}

    @RequiresRole(Role.OPERATOR)
    @GetMapping("/formats")
    List<FormatView> formats() {
        List<FormatView> views = new ArrayList<>();
        for (String name : formats.builtIn()) {
            if (name.equals(FileImport.RECOGNISED)) {
                views.addFirst(
                        new FormatView(name, Map.of("zh", "自动识别", "en", "Recognise by content"), false, true, false));
            } else if (name.equals(Formats.CSV)) {
                Map<String, String> title =
                        Map.of("zh", "CSV / TSV / XLSX（自带映射文件）", "en", "CSV, TSV or XLSX with a mapping file");
                views.add(new FormatView(name, title, true, true, false));
            } else {
                views.add(new FormatView(
                        name,
                        formats.named(name).titles(),
                        false,
                        formats.named(name).takesFolders(),
                        false));
            }
        }
        for (OwnFormat own : formats.own()) {
            Map<String, String> title = Map.of("zh", own.name(), "en", own.name());
            views.add(new FormatView(own.name(), title, false, false, true));
        }
        return views;
    }

    @RequiresRole(Role.OPERATOR)
    @PostMapping
    @ResponseStatus(HttpStatus.ACCEPTED)
    Accepted start(
            @RequestParam String format,
            @RequestParam String shop,
            @RequestParam("file") List<MultipartFile> files,
            @RequestParam(name = "map", required = false) @Nullable MultipartFile map,
            Caller caller) {
        requireShop(shops, shop, caller);
        long bytes = files.stream().mapToLong(MultipartFile::getSize).sum();
        requireSize(bytes, settings);
        String id = ImportRunner.newId();
        try {
            String mapping = map == null || map.isEmpty() ? null : land(id, "map", map);
            // A wrong format or mapping is told at once, not in the background.
            Path mappingFile = mapping == null ? null : queue.folder(id).resolve(mapping);
            Recogniser ignored = formats.of(format, mappingFile);
            List<String> names = landAll(id, files);
            queue.enqueue(new Upload(
                    id,
                    format,
                    shop,
                    mapping,
                    names,
                    caller.name(),
                    caller.role().name(),
                    caller.shops(),
                    null));
            return new Accepted(id);
        } catch (IOException e) {
            queue.drop(id);
            throw notStored(e);
        } catch (RuntimeException e) {
            queue.drop(id);
            throw e;
        }
    }

    /**
     * A file that is named with a path, as in {@code export/2026/orders.csv}, is one of the folder {@code export}, and the folder is
     * imported as a whole, in the place of its first file.
     */
    private List<String> landAll(String id, List<MultipartFile> files) throws IOException {
        Map<String, String> folders = new HashMap<>();
        List<String> names = new ArrayList<>();
        for (MultipartFile file : files) {
            List<String> path = UploadPath.of(file.getOriginalFilename());
            if (path.isEmpty()) {
                names.add(land(id, String.valueOf(names.size() + 1), file));
                continue;
            }
            String folder = folders.get(path.getFirst());
            if (folder == null) {
                folder = names.size() + 1 + "/" + path.getFirst();
                folders.put(path.getFirst(), folder);
                names.add(folder);
            }
            Path target = queue.folder(id).resolve(folder);
            for (String segment : path.subList(1, path.size())) {
                target = target.resolve(segment);
            }
            Files.createDirectories(target.getParent());
            if (Files.exists(target)) {
                throw new QuanjingException(
                        IngestError.UPLOAD_INVALID,
                        "The upload has the file " + String.join("/", path) + " twice. Maybe send it once.",
                        Map.of("file", String.join("/", path)));
            }
            file.transferTo(target);
        }
        return names;
    }

    static void requireSize(long bytes, ImportSettings settings) {
        if (bytes > settings.uploadLimit().toBytes()) {
            throw new QuanjingException(
                    IngestError.UPLOAD_TOO_LARGE,
                    "The upload has " + bytes + " bytes, and the limit is "
                            + settings.uploadLimit().toBytes()
                            + ". Maybe compress the files or use the command line; quanjing.ingest.import.upload-limit"
                            + " sets the limit.",
                    Map.of("bytes", bytes, "limit", settings.uploadLimit().toBytes()));
        }
    }

    static QuanjingException notStored(IOException e) {
        boolean full = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT).contains("no space left");
        return new QuanjingException(
                full ? IngestError.DISK_FULL : IngestError.UPLOAD_INVALID,
                full
                        ? "The disk of the server has no room left for the upload. Free some space and send it again."
                        : "The upload cannot be stored: " + e.getMessage() + ". Maybe send it again.",
                Map.of(),
                e);
    }

    /** The name of an uploaded file without the folders that it comes from. */
    static String bareName(MultipartFile file) {
        String given = String.valueOf(file.getOriginalFilename()).replace('\\', '/');
        String name = given.substring(given.lastIndexOf('/') + 1).replaceAll("[\\p{Cntrl}]", "");
        boolean none = name.isBlank() || name.equals(".") || name.equals("..") || name.length() > 200;
        return none ? "file" : name;
    }

    private String land(String id, String folder, MultipartFile file) throws IOException {
        String name = bareName(file);
        Path target = queue.folder(id).resolve(folder).resolve(name);
        Files.createDirectories(target.getParent());
        file.transferTo(target);
        return folder + "/" + name;
    }

    static void requireShop(Shops shops, String shop, Caller caller) {
        if (shop.isBlank() || shop.length() > 100) {
            throw new QuanjingException(
                    IngestError.UPLOAD_INVALID,
                    "The shop's name has to have 1 to 100 characters. Maybe the field \"shop\" is missing.");
        }
        boolean allowed =
                shops.find(shop).map(caller::sees).orElse(caller.shops().isEmpty());
        if (!allowed) {
            throw new QuanjingException(
                    IngestError.SHOP_FORBIDDEN,
                    "The shop " + shop + " is not one that you may import into. Maybe ask an administrator.",
                    Map.of("shop", shop));
        }
    }

    @RequiresRole(Role.OPERATOR)
    @GetMapping
    List<RunView> list(@RequestParam(defaultValue = "50") int limit, Caller caller) {
        Set<String> wanted = new HashSet<>();
        if (!caller.shops().isEmpty()) {
            shops.all().stream().filter(caller::sees).forEach(shop -> wanted.addAll(List.of(shop.id(), shop.name())));
        }
        if (wanted.isEmpty() && !caller.shops().isEmpty()) {
            return List.of();
        }
        return store.newest(Math.clamp(limit, 1, MOST), wanted).stream()
                .filter(run -> seen.sees(run, caller))
                .map(ImportController::view)
                .toList();
    }

    @RequiresRole(Role.OPERATOR)
    @GetMapping("/{id}")
    RunView one(@PathVariable String id, Caller caller) {
        return view(seen.one(id, caller));
    }

    private static RunView view(ImportRun run) {
        ImportSummary summary = run.summary();
        return new RunView(
                run.id(),
                run.state().id(),
                run.format(),
                run.shop(),
                run.files(),
                run.bytesDone(),
                run.bytesTotal(),
                summary.read(),
                summary.accepted(),
                summary.rejected(),
                summary.skipped(),
                summary.facts(),
                summary.eventTypes(),
                run.error(),
                run.by(),
                run.startedAt(),
                run.finishedAt(),
                run.mends(),
                run.mendedBy(),
                run.undo());
    }
}
