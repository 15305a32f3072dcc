package io.quanjing;

import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

/** The modules use only what their {@code package-info.java} allows, only each other's API, and in no circle. */
class ModularityTest {

    @Test
    void modulesUseOnlyWhatTheyMay() {
        ApplicationModules.of(Quanjing.class).verify();
    }
}
