package io.quanjing.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quanjing.access.Caller;
import io.quanjing.access.Role;
import io.quanjing.kernel.QuanjingException;
import io.quanjing.testing.TestPostgres;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

class SavedViewsTest {

    private static final Instant NOW = Instant.parse("2026-04-15T06:25:00.123456Z");
    private static final Caller VIC = new Caller("vic", Role.VIEWER, Set.of());
    private static final Caller ANA = new Caller("ana", Role.ANALYST, Set.of());
    private static final Caller OLI = new Caller("oli", Role.OPERATOR, Set.of());
    private static final Caller ADA = new Caller("ada", Role.ADMIN, Set.of());

    private final DataSource source = TestPostgres.migrated();
    private final List<String> audited = new ArrayList<>();
    private final SavedViews views = new SavedViews(
            new SavedViewStore(JdbcClient.create(source)),
            (caller, action, subject, details) ->
                    audited.add(caller.name() + " " + action.code() + " " + details.get("name")),
            new TransactionTemplate(new JdbcTransactionManager(source)),
            InstantSource.fixed(NOW));

    @Test
    void aViewIsKeptAsItIsAndSeenByItsOwnerAlone() {
        SavedView kept = views.save("  上海的面膜 ", "by=product&where=region%3D%E4%B8%8A%E6%B5%B7", null, VIC);

        assertThat(kept.name()).isEqualTo("上海的面膜");
        assertThat(views.seenBy(VIC)).containsExactly(kept);
        assertThat(views.seenBy(ADA)).isEmpty();
        assertThat(audited).containsExactly("vic view.view_saved 上海的面膜");
        refused(() -> views.delete(kept.id(), ADA), ViewError.UNKNOWN_VIEW, "There is no saved view");
    }

    @Test
    void aSharedViewIsSeenFromItsRoleUpwardsAfterOnesOwn() {
        SavedView all = views.save("b", "", Role.VIEWER, ANA);
        SavedView operators = views.save("a", "", Role.OPERATOR, ANA);
        SavedView own = views.save("z", "", null, VIC);

        assertThat(views.seenBy(VIC)).containsExactly(own, all);
        assertThat(views.seenBy(ANA)).containsExactly(operators, all);
        assertThat(views.seenBy(OLI)).containsExactly(operators, all);
    }

    @Test
    void itsOwnerAndAnAdministratorChangeItAndNobodyElse() {
        SavedView view = views.save("week", "range=last7", Role.VIEWER, ANA);
        refused(() -> views.change(view.id(), "mine", "", null, OLI), ViewError.NOT_YOURS, "belongs to ana");
        refused(() -> views.delete(view.id(), VIC), ViewError.NOT_YOURS, "Maybe save one of your own.");

        SavedView changed = views.change(view.id(), "Week", "range=last30", Role.ANALYST, ADA);
        assertThat(changed.owner()).isEqualTo("ana");
        assertThat(views.seenBy(ANA)).containsExactly(changed);
        assertThat(views.seenBy(VIC)).isEmpty();

        views.delete(view.id(), ANA);
        assertThat(views.seenBy(ADA)).isEmpty();
        assertThat(audited)
                .containsExactly(
                        "ana view.view_saved week", "ada view.view_changed Week", "ana view.view_deleted Week");
        refused(() -> views.delete(view.id(), ANA), ViewError.UNKNOWN_VIEW, "Maybe its owner has deleted it.");
    }

    @Test
    void sharingNeedsAnAnalyst() {
        refused(
                () -> views.save("x", "", Role.VIEWER, VIC),
                ViewError.SHARING_NOT_ALLOWED,
                "The role VIEWER may not share views");
    }

    @Test
    void aNameIsTakenOncePerOwnerInWhateverCase() {
        SavedView first = views.save("Week", "", null, ANA);
        SavedView other = views.save("Month", "", null, ANA);
        assertThat(views.save("week", "", null, VIC).owner()).isEqualTo("vic");
        refused(() -> views.save("WEEK", "", null, ANA), ViewError.NAME_TAKEN, "Maybe overwrite that one.");
        refused(() -> views.change(other.id(), "week", "", null, ANA), ViewError.NAME_TAKEN, "ana has a view");
        assertThat(views.seenBy(ANA)).containsExactly(other, first);
        assertThat(audited).hasSize(3);
    }

    @Test
    void everyPartHasItsLimit() {
        refused(() -> views.save(" ", "", null, ANA), ViewError.BAD_VIEW, "The name of the view");
        refused(() -> views.save("x".repeat(81), "", null, ANA), ViewError.BAD_VIEW, "1 to 80 characters");
        refused(() -> views.save("a\nb", "", null, ANA), ViewError.BAD_VIEW, "control characters");
        refused(() -> views.save("x", "a".repeat(4_001), null, ANA), ViewError.BAD_VIEW, "at most 4000");
        refused(() -> views.save("x", "by=上海", null, ANA), ViewError.BAD_VIEW, "The query of the view");
        refused(
                () -> views.change(UUID.randomUUID(), "x", "", null, ANA),
                ViewError.UNKNOWN_VIEW,
                "There is no saved view");
        for (int i = 0; i < SavedViews.MOST_OWN; i++) {
            assertThat(views.save("view " + i, "", null, ANA).owner()).isEqualTo("ana");
        }
        refused(() -> views.save("one more", "", null, ANA), ViewError.TOO_MANY_VIEWS, "100 are allowed");
        assertThat(views.save("hers", "", null, ADA).owner()).isEqualTo("ada");
    }

    private static void refused(ThrowingCallable call, ViewError code, String words) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        QuanjingException.class,
                        refusal -> assertThat(refusal.errorCode()).isEqualTo(code))
                .hasMessageContaining(words);
    }
}
