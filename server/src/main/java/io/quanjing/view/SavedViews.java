package io.quanjing.view;

import io.quanjing.access.Audit;
import io.quanjing.access.Caller;
import io.quanjing.access.Role;
import io.quanjing.kernel.QuanjingException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionOperations;

/** Keeps, shows and shares views of the cockpit. */
final class SavedViews {

    static final int MOST_OWN = 100;
    private static final int MOST_SHOWN = 500;
    private static final int LONGEST_NAME = 80;
    private static final int LONGEST_QUERY = 4_000;

    /** As browsers write an address: everything else is encoded. */
    private static final Pattern QUERY = Pattern.compile("[!-~]*");

    private final SavedViewStore store;
    private final Audit audit;
    private final TransactionOperations transaction;
    private final InstantSource clock;

    SavedViews(SavedViewStore store, Audit audit, TransactionOperations transaction, InstantSource clock) {
        this.store = store;
        this.audit = audit;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** What the caller sees, own views first; 500 at most. */
    List<SavedView> seenBy(Caller caller) {
        return store.seenBy(caller, MOST_SHOWN);
    }

    SavedView save(String name, String query, @Nullable Role sharedFrom, Caller caller) {
        Instant now = now();
        SavedView view =
                new SavedView(UUID.randomUUID(), caller.name(), clean(name), checked(query), sharedFrom, now, now);
        checkSharing(sharedFrom, caller);
        transaction.executeWithoutResult(status -> {
            int own = store.ownedBy(caller.name());
            if (own >= MOST_OWN) {
                throw new QuanjingException(
                        ViewError.TOO_MANY_VIEWS,
                        caller.name() + " has " + own + " saved views, and " + MOST_OWN
                                + " are allowed. Maybe delete one that is not used.",
                        Map.of("limit", MOST_OWN));
            }
            if (!store.add(view)) {
                throw taken(view);
            }
            record(ViewAction.VIEW_SAVED, view, caller);
        });
        return view;
    }

    /** Gives a view another name, address and audience, whatever of them is new. */
    SavedView change(UUID id, String name, String query, @Nullable Role sharedFrom, Caller caller) {
        SavedView before = changeable(id, caller);
        SavedView after =
                new SavedView(id, before.owner(), clean(name), checked(query), sharedFrom, before.createdAt(), now());
        if (sharedFrom != before.sharedFrom()) {
            checkSharing(sharedFrom, caller);
        }
        transaction.executeWithoutResult(status -> {
            if (!store.change(after)) {
                throw taken(after);
            }
            record(ViewAction.VIEW_CHANGED, after, caller);
        });
        return after;
    }

    void delete(UUID id, Caller caller) {
        SavedView view = changeable(id, caller);
        transaction.executeWithoutResult(status -> {
            if (!store.delete(id)) {
                throw unknown(id);
            }
            record(ViewAction.VIEW_DELETED, view, caller);
        });
    }

    private SavedView changeable(UUID id, Caller caller) {
        // One that the caller does not see is answered like one that does not exist.
        SavedView view = store.find(id).filter(each -> each.seenBy(caller)).orElseThrow(() -> unknown(id));
        if (!view.changeableBy(caller)) {
            throw new QuanjingException(
                    ViewError.NOT_YOURS,
                    "The view " + view.name() + " belongs to " + view.owner()
                            + "; its owner and administrators may change it. Maybe save one of your own.",
                    Map.of("name", view.name(), "owner", view.owner()));
        }
        return view;
    }

    private static void checkSharing(@Nullable Role sharedFrom, Caller caller) {
        if (sharedFrom != null && !caller.role().includes(Role.ANALYST)) {
            throw new QuanjingException(
                    ViewError.SHARING_NOT_ALLOWED,
                    "The role " + caller.role() + " may not share views; ANALYST may. Maybe ask an administrator.",
                    Map.of("role", caller.role().name()));
        }
    }

    private static String clean(String name) {
        String clean = name.strip();
        if (clean.isEmpty()
                || clean.codePointCount(0, clean.length()) > LONGEST_NAME
                || clean.codePoints().anyMatch(Character::isISOControl)) {
            throw bad("name", clean, "is not 1 to " + LONGEST_NAME + " characters without control characters");
        }
        return clean;
    }

    private static String checked(String query) {
        if (query.length() > LONGEST_QUERY || !QUERY.matcher(query).matches()) {
            throw bad(
                    "query",
                    query,
                    "is not the part of an address after the question mark, with at most " + LONGEST_QUERY
                            + " characters");
        }
        return query;
    }

    private void record(ViewAction action, SavedView view, Caller caller) {
        audit.record(
                caller,
                action,
                view.id().toString(),
                Map.of(
                        "name",
                        view.name(),
                        "owner",
                        view.owner(),
                        "sharedFrom",
                        view.sharedFrom() == null ? "" : view.sharedFrom().name()));
    }

    /** As the database keeps it. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private static QuanjingException taken(SavedView view) {
        return new QuanjingException(
                ViewError.NAME_TAKEN,
                view.owner() + " has a view called " + view.name() + " already. Maybe overwrite that one.",
                Map.of("name", view.name()));
    }

    private static QuanjingException unknown(UUID id) {
        return new QuanjingException(
                ViewError.UNKNOWN_VIEW,
                "There is no saved view " + id + ". Maybe its owner has deleted it.",
                Map.of("id", id.toString()));
    }

    private static QuanjingException bad(String field, String value, String rule) {
        String shown = value.length() > 40 ? value.substring(0, 40) + "…" : value;
        return new QuanjingException(
                ViewError.BAD_VIEW,
                "The " + field + " of the view, '" + shown + "', " + rule + ".",
                Map.of("field", field, "value", shown));
    }
}
