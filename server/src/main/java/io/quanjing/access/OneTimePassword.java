package io.quanjing.access;

/**
 * A password that works until its user sets their own, which the first sign-in asks for. Shown once; only its hash is kept.
 *
 * @param username who it is for
 * @param password 20 letters and digits
 */
record OneTimePassword(String username, String password) {

    /** Without the password, so that no log shows it. */
    @Override
    public String toString() {
        return "OneTimePassword[" + username + "]";
    }
}
