package io.quanjing.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.FileNotFoundException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** A form with fields and files as RFC 7578 has it; files are streamed, never held. */
final class MultipartForm {

    private final String boundary = "quanjing-" + UUID.randomUUID();
    private final List<BodyPublisher> parts = new ArrayList<>();

    MultipartForm field(String name, String value) {
        parts.add(BodyPublishers.ofString(head(name, "") + "\r\n" + value + "\r\n"));
        return this;
    }

    MultipartForm file(String name, Path file) throws FileNotFoundException {
        return file(name, file, String.valueOf(file.getFileName()));
    }

    /** A file under a name of the form's own choice. */
    MultipartForm file(String name, Path file, String shown) throws FileNotFoundException {
        String fileName =
                shown.replace("\"", "%22").replace("\\", "_").replace("\r", "").replace("\n", "");
        parts.add(BodyPublishers.ofString(
                head(name, "; filename=\"" + fileName + "\"") + "Content-Type: application/octet-stream\r\n\r\n"));
        parts.add(BodyPublishers.ofFile(file));
        parts.add(BodyPublishers.ofString("\r\n"));
        return this;
    }

    String contentType() {
        return "multipart/form-data; boundary=" + boundary;
    }

    BodyPublisher body() {
        List<BodyPublisher> all = new ArrayList<>(parts);
        all.add(BodyPublishers.ofByteArray(("--" + boundary + "--\r\n").getBytes(UTF_8)));
        return BodyPublishers.concat(all.toArray(BodyPublisher[]::new));
    }

    private String head(String name, String more) {
        return "--" + boundary + "\r\nContent-Disposition: form-data; name=\"" + name + "\"" + more + "\r\n";
    }
}
