package io.quanjing.access;

import java.util.Set;

/**
 * Who asks: a signed-in user, a token or the command line on its own data folder.
 *
 * @param name the user's or token's name, for the audit log
 * @param role what the caller may do
 * @param shops the ids of the shops that the caller sees; empty means all
 */
public record Caller(String name, Role role, Set<String> shops) {

    /** The command line at work on its own data folder: whoever can read the files may do everything. */
    public static Caller commandLine() {
        return new Caller("command line", Role.ADMIN, Set.of());
    }

    /** Whether the caller sees this shop. */
    public boolean sees(Shop shop) {
        return shops.isEmpty() || shops.contains(shop.id());
    }
}
