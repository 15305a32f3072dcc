package io.quanjing.cli;

import java.util.Locale;

/** Numbers for people: the output of commands is the same in every locale. */
final class Numbers {

    private Numbers() {}

    static String grouped(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
