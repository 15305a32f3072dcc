package io.quanjing.access;

import java.util.Optional;

/** The administrator that a new installation starts with, so that nothing is open and nobody is locked out. */
public interface FirstAdmin {

    /**
     * How the first administrator signs in for the first time.
     *
     * @param username what to type
     * @param oneTimePassword good until it is changed at the first sign-in
     */
    record Invitation(String username, String oneTimePassword) {}

    /**
     * Creates the administrator if there is no user yet. While the one-time password was never changed, each call makes a new one, so a
     * password that was overlooked at the first start is shown again at the next. Empty once somebody signed in.
     */
    Optional<Invitation> invite();
}
