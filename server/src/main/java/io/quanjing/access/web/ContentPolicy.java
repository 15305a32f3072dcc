package io.quanjing.access.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.security.web.header.HeaderWriter;

/**
 * What a browser may load and run. Data answers may load nothing at all. The page may load its own files; style elements need the nonce
 * that the page was served with, because Ant Design writes its styles at run time. Style attributes are open: the tooltips of the charts are
 * HTML with such attributes, and an attribute cannot run anything.
 */
public final class ContentPolicy implements HeaderWriter {

    static final String HEADER = "Content-Security-Policy";
    private static final String STYLE_NONCE = ContentPolicy.class.getName() + ".styleNonce";
    private static final String NOTHING =
            "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

    /** Says that the answer to this request is a page, and the source for its style elements. */
    static void isPage(HttpServletRequest request, String styles) {
        request.setAttribute(STYLE_NONCE, styles);
    }

    @Override
    public void writeHeaders(HttpServletRequest request, HttpServletResponse response) {
        if (!response.containsHeader(HEADER)) {
            response.setHeader(
                    HEADER, request.getAttribute(STYLE_NONCE) instanceof String styles ? page(styles) : NOTHING);
        }
    }

    private static String page(String styles) {
        return "default-src 'none'; script-src 'self'; style-src 'self' " + styles + "; style-src-elem 'self' " + styles
                + "; style-src-attr 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self';"
                + " manifest-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none';"
                + " object-src 'none'";
    }
}
