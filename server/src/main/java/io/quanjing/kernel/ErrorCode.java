package io.quanjing.kernel;

/**
 * The stable name of one way in which a request can be refused or a promise can break. Each module owns an enum of its codes; the page
 * translates by {@link #code()}.
 */
public interface ErrorCode {

    /** What a caller can do about an error, which decides the HTTP status and the exit code. */
    enum Kind {
        /** The input breaks a rule; sending it again unchanged fails again. */
        INVALID,
        /** Nobody is signed in, or the credentials are wrong. */
        UNAUTHENTICATED,
        /** The caller is known and may not do this. */
        FORBIDDEN,
        /** The named thing does not exist. */
        NOT_FOUND,
        /** The thing is in a state that excludes the request. */
        CONFLICT,
        /** The input is larger than the limit. */
        TOO_LARGE,
        /** Too many requests; the same request may pass later. */
        TOO_MANY,
        /** A part that is needed does not answer or has no room; may pass later. */
        UNAVAILABLE,
        /** A broken promise of ours. */
        INTERNAL
    }

    /** The enum constant's name. */
    String name();

    /** What the caller can do about it. */
    Kind kind();

    /** The owning module, the first part of {@link #code()}. */
    String module();

    /** The public code, for example {@code metric.unknown_metric}. */
    default String code() {
        return module() + "." + name().toLowerCase(java.util.Locale.ROOT);
    }
}
