package io.quanjing.access;

import java.util.List;

/** Sign-ins that everybody may know, so that the page offers them before the login. Only a demonstration has such a bean. */
public interface PublicSignIns {

    /**
     * A person whose password is no secret.
     *
     * @param username what to type
     * @param password what to type
     * @param role what the person may do
     */
    record SignIn(String username, String password, Role role) {}

    /** Those who can sign in now; none until they were created. */
    List<SignIn> signIns();
}
