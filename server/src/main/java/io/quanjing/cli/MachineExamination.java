package io.quanjing.cli;

import io.quanjing.kernel.Condition;
import java.lang.management.ManagementFactory;
import java.util.List;

/** Looks at what this machine gives the program. */
final class MachineExamination {

    private static final int JDK = 25;
    private static final long MEGABYTE = 1_000_000;
    private static final long LITTLE_HEAP = 400 * MEGABYTE;

    /** The program holds about 2 GB at its busiest, at the first start of the demo shop. */
    private static final long LITTLE_MEMORY = 3_000 * MEGABYTE;

    List<Finding> findings() {
        return List.of(new Finding("JDK", jdk()), new Finding("memory", memory()));
    }

    private static Condition jdk() {
        String text = "Java " + Runtime.version() + " in " + System.getProperty("java.home");
        return Runtime.version().feature() >= JDK
                ? Condition.well(text)
                : Condition.wrong(text + "; install a JDK " + JDK + " and point JAVA_HOME at it");
    }

    private static Condition memory() {
        long heap = Runtime.getRuntime().maxMemory();
        long whole =
                ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean machine
                        ? machine.getTotalMemorySize()
                        : 0;
        String text = Numbers.grouped(whole / MEGABYTE) + " MB in the machine, of which the program may use "
                + Numbers.grouped(heap / MEGABYTE) + " MB for itself beside the warehouse, "
                + Runtime.getRuntime().availableProcessors() + " processors";
        if (heap < LITTLE_HEAP) {
            return Condition.notable(text + "; that is little for itself: set QUANJING_JAVA_OPTIONS=-Xmx1g");
        }
        return whole > 0 && whole < LITTLE_MEMORY
                ? Condition.notable(text + "; that is little for large imports and the demo shop, 4 GB are comfortable")
                : Condition.well(text);
    }
}
