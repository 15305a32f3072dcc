package io.quanjing.ingest;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the name of an uploaded file says of the folder that it comes from. */
final class UploadPath {

    private static final int MOST_FOLDERS = 32;
    private static final int LONGEST_NAME = 200;
    private static final Pattern NO_NAME = Pattern.compile("\\p{Cntrl}|\\\\|^[A-Za-z]:");

    private UploadPath() {}

    /** The folder and the way down to the file; empty if the name is not that of a file below a folder. */
    static List<String> of(@Nullable String name) {
        if (name == null || name.indexOf('/') <= 0 || NO_NAME.matcher(name).find()) {
            return List.of();
        }
        List<String> path = Arrays.asList(name.split("/", -1));
        boolean good = path.size() <= MOST_FOLDERS
                && path.stream()
                        .noneMatch(s -> s.isBlank() || s.equals(".") || s.equals("..") || s.length() > LONGEST_NAME);
        return good ? List.copyOf(path) : List.of();
    }
}
