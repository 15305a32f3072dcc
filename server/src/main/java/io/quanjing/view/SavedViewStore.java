package io.quanjing.view;

import io.quanjing.access.Caller;
import io.quanjing.access.Role;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The saved views in the operational database. */
final class SavedViewStore {

    private static final String SELECT = """
            select id, owner, name, query, shared_from, created_at, changed_at
            from saved_view
            """;

    private final JdbcClient database;

    SavedViewStore(JdbcClient database) {
        this.database = database;
    }

    /** Those that the caller sees: own ones first, each part by name. */
    List<SavedView> seenBy(Caller caller, int most) {
        return database.sql(SELECT + """
                        where owner = :owner or shared_from = any (:roles)
                        order by owner <> :owner, lower(name), owner
                        limit :most
                        """)
                .param("owner", caller.name())
                .param(
                        "roles",
                        Arrays.stream(Role.values())
                                .filter(caller.role()::includes)
                                .map(Role::name)
                                .toArray(String[]::new))
                .param("most", most)
                .query(SavedViewStore::view)
                .list();
    }

    Optional<SavedView> find(UUID id) {
        return database.sql(SELECT + "where id = :id")
                .param("id", id)
                .query(SavedViewStore::view)
                .optional();
    }

    int ownedBy(String owner) {
        return database.sql("select count(*) from saved_view where owner = :owner")
                .param("owner", owner)
                .query(Integer.class)
                .single();
    }

    /** Whether it was kept; not, if the owner has another of this name. */
    boolean add(SavedView view) {
        return written(
                database.sql("""
                        insert into saved_view (id, owner, name, query, shared_from, created_at, changed_at)
                        values (:id, :owner, :name, :query, :shared, :created, :changed)
                        """)
                        .param("owner", view.owner())
                        .param("created", view.createdAt().atOffset(ZoneOffset.UTC)),
                view);
    }

    /** Whether it was changed; not, if the owner has another of this name. */
    boolean change(SavedView view) {
        return written(database.sql("""
                        update saved_view
                        set name = :name, query = :query, shared_from = :shared, changed_at = :changed
                        where id = :id
                        """), view);
    }

    private static boolean written(JdbcClient.StatementSpec statement, SavedView view) {
        try {
            return statement
                            .param("id", view.id())
                            .param("name", view.name())
                            .param("query", view.query())
                            .param(
                                    "shared",
                                    view.sharedFrom() == null
                                            ? null
                                            : view.sharedFrom().name())
                            .param("changed", view.changedAt().atOffset(ZoneOffset.UTC))
                            .update()
                    == 1;
        } catch (DuplicateKeyException taken) {
            return false;
        }
    }

    boolean delete(UUID id) {
        return database.sql("delete from saved_view where id = :id")
                        .param("id", id)
                        .update()
                == 1;
    }

    private static SavedView view(ResultSet row, int number) throws SQLException {
        String shared = row.getString("shared_from");
        return new SavedView(
                row.getObject("id", UUID.class),
                row.getString("owner"),
                row.getString("name"),
                row.getString("query"),
                shared == null ? null : Role.valueOf(shared),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getObject("changed_at", OffsetDateTime.class).toInstant());
    }
}
