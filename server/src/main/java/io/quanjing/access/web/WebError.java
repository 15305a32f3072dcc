package io.quanjing.access.web;

import io.quanjing.kernel.ErrorCode;

/** How a request is refused before it reaches a module, and how a failure is reported that no module foresaw. */
enum WebError implements ErrorCode {
    UNKNOWN_PATH(Kind.NOT_FOUND),
    METHOD_NOT_ALLOWED(Kind.INVALID),
    UNSUPPORTED_MEDIA_TYPE(Kind.INVALID),
    NOT_ACCEPTABLE(Kind.INVALID),
    MISSING_VALUE(Kind.INVALID),
    BAD_VALUE(Kind.INVALID),
    UNREADABLE_BODY(Kind.INVALID),
    BAD_MULTIPART(Kind.INVALID),
    BAD_REQUEST(Kind.INVALID),
    TOO_LARGE(Kind.TOO_LARGE),
    UNAVAILABLE(Kind.UNAVAILABLE),
    DATABASE_AWAY(Kind.UNAVAILABLE),
    UNEXPECTED(Kind.INTERNAL);

    private final Kind kind;

    WebError(Kind kind) {
        this.kind = kind;
    }

    @Override
    public Kind kind() {
        return kind;
    }

    @Override
    public String module() {
        return "web";
    }
}
