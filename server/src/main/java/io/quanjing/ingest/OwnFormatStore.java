package io.quanjing.ingest;

import io.quanjing.ingest.draft.Draft;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** The formats of this installation in the operational database. */
final class OwnFormatStore {

    private static final JsonMapper JSON = JsonMapper.shared();

    private static final String SELECT = """
            select name, draft, mapping, created_at, created_by
            from own_format
            """;

    private final JdbcClient database;

    OwnFormatStore(JdbcClient database) {
        this.database = database;
    }

    List<OwnFormat> all() {
        return database.sql(SELECT + "order by lower(name)")
                .query(OwnFormatStore::read)
                .list();
    }

    Optional<OwnFormat> find(String name) {
        return database.sql(SELECT + "where lower(name) = lower(:name)")
                .param("name", name)
                .query(OwnFormatStore::read)
                .optional();
    }

    /** False if the name is taken. */
    boolean add(Draft draft, String mapping, String by) {
        return database.sql("""
                        insert into own_format (name, draft, mapping, created_by)
                        values (:name, :draft::jsonb, :mapping, :by)
                        on conflict do nothing
                        """)
                        .param("name", draft.name())
                        .param("draft", JSON.writeValueAsString(draft))
                        .param("mapping", mapping)
                        .param("by", by)
                        .update()
                == 1;
    }

    /** False if there is no such format, or the other name is taken. */
    boolean rename(String name, String other, String mapping) {
        return database.sql("""
                        update own_format
                        set name = :other, mapping = :mapping
                        where name = :name
                            and not exists (select 1 from own_format where lower(name) = lower(:other) and name <> :name)
                        """)
                        .param("name", name)
                        .param("other", other)
                        .param("mapping", mapping)
                        .update()
                == 1;
    }

    boolean delete(String name) {
        return database.sql("delete from own_format where name = :name")
                        .param("name", name)
                        .update()
                == 1;
    }

    private static OwnFormat read(ResultSet row, int number) throws SQLException {
        return new OwnFormat(
                row.getString("name"),
                JSON.readValue(row.getString("draft"), Draft.class).columns(),
                row.getString("mapping"),
                row.getTimestamp("created_at").toInstant(),
                row.getString("created_by"));
    }
}
