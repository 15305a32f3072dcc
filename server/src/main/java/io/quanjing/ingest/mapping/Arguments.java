package io.quanjing.ingest.mapping;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a function is given, checked when the mapping is read. */
final class Arguments {

    /** A call that breaks the function's rule. */
    @SuppressWarnings("serial")
    static final class WrongCall extends Exception {
        WrongCall(String message) {
            super(message, null, false, false);
        }
    }

    private Arguments() {}

    /** The argument that has to be a text. */
    static Expression text(List<Expression> arguments, int index) throws WrongCall {
        return of(arguments, index, ValueKind.TEXT);
    }

    /** The argument that has to be of this kind. */
    static Expression of(List<Expression> arguments, int index, ValueKind kind) throws WrongCall {
        Expression argument = arguments.get(index);
        if (!argument.kind().fits(kind)) {
            throw new WrongCall("Value " + (index + 1) + " has to be a " + kind.word() + " and is a "
                    + argument.kind().word() + ".");
        }
        return argument;
    }

    /** The value of a literal; a column has none before there is a row. */
    static @Nullable Object constant(Expression expression) {
        try {
            return expression.value(
                    new RowFrame(0, 0, 0, new KeptRows[0], "", new Times(ZoneOffset.UTC, Instant.EPOCH)));
        } catch (IndexOutOfBoundsException e) {
            return null;
        }
    }
}
