package io.quanjing.demo;

import io.quanjing.kernel.ErrorCode;

/** How the demo can refuse to start. */
enum DemoError implements ErrorCode {
    /** The folder holds a demo of another seed or scale. */
    OTHER_DEMO(Kind.CONFLICT),
    /** The demo's own notes in the folder cannot be read or written. */
    FOLDER_UNUSABLE(Kind.UNAVAILABLE);

    private final Kind kind;

    DemoError(Kind kind) {
        this.kind = kind;
    }

    @Override
    public Kind kind() {
        return kind;
    }

    @Override
    public String module() {
        return "demo";
    }
}
