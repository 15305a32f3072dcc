package io.quanjing.cli;

import io.quanjing.kernel.ErrorCode;

/** The ways in which a command cannot do its work for a reason of its own. */
enum CliError implements ErrorCode {
    PORT_IN_USE(Kind.CONFLICT),
    SERVER_UNREACHABLE(Kind.UNAVAILABLE),
    SERVER_REFUSED(Kind.INVALID),
    BAD_ARGUMENT(Kind.INVALID);

    private final Kind kind;

    CliError(Kind kind) {
        this.kind = kind;
    }

    @Override
    public Kind kind() {
        return kind;
    }

    @Override
    public String module() {
        return "cli";
    }
}
