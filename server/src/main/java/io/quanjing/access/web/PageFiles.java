package io.quanjing.access.web;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.springframework.core.io.ResourceLoader;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.servlet.resource.NoResourceFoundException;
import org.springframework.web.servlet.resource.ResourceHttpRequestHandler;

/**
 * Serves the page: its files by their names, and {@code index.html} for every other address, because the page itself knows what is there.
 * Each time it is served, the page gets a fresh nonce for its styles in place of {@code __CSP_NONCE__}.
 */
final class PageFiles extends ResourceHttpRequestHandler {

    static final String NONCE = "__CSP_NONCE__";
    /** What pages of shops load from here; they stand in {@code SecurityConfiguration} too. */
    private static final Set<String> TRACKERS = Set.of("q.js", "q-mini.js");

    private static final int NONCE_BYTES = 18;
    private static final String HINT = """
            <!doctype html><html lang="en"><meta charset="utf-8"><title>Quanjing</title>
            <p>The server runs, but its page is not built. 服务已启动，但页面尚未构建。</p>
            <p><code>bin/build</code> builds it; <code>/api</code> works without it.</p></html>
            """;

    private final Resource index;
    private final SecureRandom random = new SecureRandom();

    PageFiles(ResourceLoader resources) {
        setLocationValues(List.of("classpath:/static/"));
        this.index = resources.getResource("classpath:/static/index.html");
    }

    @Override
    public void handleRequest(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        String path = request.getRequestURI();
        if (ours(path)) {
            throw new NoResourceFoundException(HttpMethod.valueOf(request.getMethod()), path, path);
        }
        if (!Set.of("GET", "HEAD").contains(request.getMethod())) {
            throw new HttpRequestMethodNotSupportedException(request.getMethod(), Set.of("GET", "HEAD"));
        }
        String last = path.substring(path.lastIndexOf('/') + 1);
        if (last.contains(".") && !last.equals("index.html")) {
            super.handleRequest(request, response);
        } else {
            page(request, response);
        }
    }

    @Override
    protected void setHeaders(HttpServletResponse response, Resource file, @Nullable MediaType type)
            throws IOException {
        super.setHeaders(response, file, type);
        String path = file.getURL().getPath();
        if (TRACKERS.contains(path.substring(path.lastIndexOf('/') + 1))) {
            response.setHeader(HttpHeaders.CACHE_CONTROL, "public, max-age=3600");
            // A page that names the script's hash (integrity) has to be allowed to read it.
            response.setHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, "*");
            return;
        }
        // The names of the assets carry a hash of their content.
        boolean asset = path.contains("/static/assets/");
        response.setHeader(HttpHeaders.CACHE_CONTROL, asset ? "public, max-age=31536000, immutable" : "no-cache");
    }

    private void page(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String html = index.isReadable() ? index.getContentAsString(StandardCharsets.UTF_8) : HINT;
        String nonce = nonce();
        // A page without the mark cannot pass the nonce on, and would stand there without styles.
        ContentPolicy.isPage(request, html.contains(NONCE) ? "'nonce-" + nonce + "'" : "'unsafe-inline'");
        byte[] body = html.replace(NONCE, nonce).getBytes(StandardCharsets.UTF_8);
        response.setContentType(MediaType.TEXT_HTML_VALUE + ";charset=UTF-8");
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-cache");
        response.setContentLength(body.length);
        if (!request.getMethod().equals("HEAD")) {
            response.getOutputStream().write(body);
        }
    }

    private String nonce() {
        byte[] bytes = new byte[NONCE_BYTES];
        random.nextBytes(bytes);
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static boolean ours(String path) {
        return path.equals("/api") || path.startsWith("/api/") || path.equals("/v1") || path.startsWith("/v1/");
    }
}
