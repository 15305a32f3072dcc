package io.quanjing;

import io.quanjing.cli.QuanjingCommand;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.modulith.Modulithic;

/** The application. Its sub-packages are the modules; each {@code package-info.java} says what a module may use. */
@SpringBootApplication
@Modulithic(systemName = "Quanjing", sharedModules = "kernel")
public class Quanjing {

    /** Hands the arguments to the command line and leaves with its exit code. */
    public static void main(String[] args) {
        System.exit(QuanjingCommand.execute(Quanjing.class, args));
    }
}
