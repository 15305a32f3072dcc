package io.quanjing.cli;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/** The version of the jar, with the JDK that runs it. */
final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() {
        return new String[] {"quanjing " + number() + " (Java " + Runtime.version() + ")"};
    }

    static String number() {
        return Optional.ofNullable(Version.class.getPackage().getImplementationVersion())
                .orElse("development");
    }
}
