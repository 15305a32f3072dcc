package io.quanjing.access;

import io.quanjing.kernel.QuanjingException;
import java.util.Set;

/** The users of the installation, for the program itself; people manage them over HTTP. */
public interface Users {

    /**
     * Makes sure that there is a user with this password, role and scope; sets them anew if the user exists. The password need not be
     * changed at the first sign-in. For demonstrations and tests, where the password is known to all.
     *
     * @param shops ids of the shops that the user sees; empty means all
     * @throws QuanjingException when the name or the password breaks a rule
     */
    void provide(String name, Role role, Set<String> shops, String password);
}
