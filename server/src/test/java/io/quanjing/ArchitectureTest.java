package io.quanjing;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleName;
import static com.tngtech.archunit.lang.conditions.ArchPredicates.are;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import io.quanjing.access.OpenToAll;
import io.quanjing.access.RequiresRole;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.web.bind.annotation.RequestMapping;

/** The laws of the code that the compiler does not know. */
class ArchitectureTest {

    private static final double LEAST_HIDDEN_SHARE = 0.4;

    /** Names that say that nobody knew what the thing is. */
    private static final Pattern EMPTY_NAME =
            Pattern.compile(".*(Manager|Helper|Util|Utils|Impl|Common|V2)|Common[A-Z].*");

    /** Fine for the base of a comparison, not for what others extend. */
    private static final Pattern BASE_NAME = Pattern.compile("Base([A-Z].*)?|.*[a-z]Base");

    private static final DescribedPredicate<JavaClass> PACKAGE_INFO = simpleName("package-info");

    // Read once: JUnit makes a new instance for each test.
    private static final JavaClasses PROGRAM = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.quanjing");
    private static final JavaClasses EVERYTHING = new ClassFileImporter().importPackages("io.quanjing");

    @Test
    void onlyTheDuckDbEngineTouchesDuckDb() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.quanjing.warehouse.duckdb..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.duckdb..")
                .check(PROGRAM);
    }

    @Test
    void onlyTheTrinoEngineTouchesTrinoAndIceberg() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.quanjing.warehouse.trino..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.trino..", "org.apache.iceberg..")
                .check(PROGRAM);
    }

    @Test
    void theKernelAndTheMetricCompilerKnowNoSpring() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "io.quanjing.kernel..",
                        "io.quanjing.stats..",
                        "io.quanjing.metric.dictionary..",
                        "io.quanjing.metric.plan..",
                        "io.quanjing.metric.sql..")
                .and(are(DescribedPredicate.not(PACKAGE_INFO)))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.springframework..")
                .check(PROGRAM);
    }

    @Test
    void onlyTheSqlStageOfTheMetricCompilerTouchesJooq() {
        noClasses()
                .that()
                .resideOutsideOfPackages("io.quanjing.metric.sql..", "io.quanjing.warehouse..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.jooq..")
                .check(PROGRAM);
    }

    @Test
    void everyControllerMethodSaysWhoMayCallIt() {
        methods()
                .that()
                .areMetaAnnotatedWith(RequestMapping.class)
                .should(new ArchCondition<JavaMethod>("carry either @RequiresRole or @OpenToAll") {
                    @Override
                    public void check(JavaMethod method, ConditionEvents events) {
                        boolean role = method.isAnnotatedWith(RequiresRole.class);
                        boolean open = method.isAnnotatedWith(OpenToAll.class);
                        if (role == open) {
                            events.add(SimpleConditionEvent.violated(
                                    method, method.getFullName() + " carries " + (role ? "both" : "neither")));
                        }
                    }
                })
                .check(PROGRAM);
    }

    @Test
    void noNameIsEmpty() {
        Stream<String> empty = EVERYTHING.stream()
                .filter(one -> EMPTY_NAME.matcher(one.getSimpleName()).matches()
                        || (!one.getSubclasses().isEmpty()
                                && BASE_NAME.matcher(one.getSimpleName()).matches()))
                .map(JavaClass::getName);

        assertThat(empty).isEmpty();
    }

    @Test
    void atLeastTwoFifthsOfTheTypesAreHidden() {
        List<JavaClass> types = PROGRAM.stream()
                .filter(one -> one.isTopLevelClass() && !PACKAGE_INFO.test(one))
                .toList();
        long hidden = types.stream()
                .filter(one -> !one.getModifiers().contains(JavaModifier.PUBLIC))
                .count();

        assertThat((double) hidden / types.size())
                .as("%s of %s types are package-private", hidden, types.size())
                .isGreaterThanOrEqualTo(LEAST_HIDDEN_SHARE);
    }

    @Test
    void onlyTheCommandLineSpeaksToTheTerminal() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.quanjing.cli..")
                .should(ACCESS_STANDARD_STREAMS)
                .check(PROGRAM);
    }

    @Test
    void testsUseRealThingsInsteadOfMocks() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.mockito..", "org.easymock..", "org.springframework.boot.test.mock..")
                .check(EVERYTHING);
    }

    @Test
    void noTestIsSwitchedOff() {
        Stream<JavaClass> off = EVERYTHING.stream()
                .filter(one -> one.isAnnotatedWith("org.junit.jupiter.api.Disabled")
                        || one.getMethods().stream()
                                .anyMatch(method -> method.isAnnotatedWith("org.junit.jupiter.api.Disabled")));

        assertThat(off).isEmpty();
    }

    @Test
    void everyExceptionOfOursIsTheOne() {
        classes()
                .that(are(assignableTo(Throwable.class)))
                .and()
                .areTopLevelClasses()
                .should()
                .haveSimpleName("QuanjingException")
                .check(PROGRAM);
    }
}
