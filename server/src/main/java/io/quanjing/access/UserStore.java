package io.quanjing.access;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The users in the operational database. */
final class UserStore {

    private static final String SELECT = """
            select name, role, shops, password_hash, password_change_required, credential_version, disabled_at, created_at,
                   last_signed_in_at
            from user_account
            """;

    private final JdbcClient database;

    UserStore(JdbcClient database) {
        this.database = database;
    }

    /** A user as it is kept. */
    record User(
            String name,
            Role role,
            Set<String> shops,
            String passwordHash,
            boolean passwordChangeRequired,
            int credentialVersion,
            @Nullable Instant disabledAt,
            Instant createdAt,
            @Nullable Instant lastSignedInAt) {

        Caller caller() {
            return new Caller(name, role, shops);
        }
    }

    List<User> all() {
        return database.sql(SELECT + "order by name").query(UserStore::user).list();
    }

    Optional<User> find(String name) {
        return database.sql(SELECT + "where name = :name")
                .param("name", name)
                .query(UserStore::user)
                .optional();
    }

    /** Whether the user was added; false when the name is taken. */
    boolean add(String name, Role role, Set<String> shops, String passwordHash, boolean passwordChangeRequired) {
        return database.sql("""
                        insert into user_account (name, role, shops, password_hash, password_change_required)
                        values (:name, :role, :shops, :hash, :change)
                        on conflict (name) do nothing
                        """)
                        .param("name", name)
                        .param("role", role.name())
                        .param("shops", shops.toArray(String[]::new))
                        .param("hash", passwordHash)
                        .param("change", passwordChangeRequired)
                        .update()
                == 1;
    }

    /** A new password, which ends every session that began with the old one. */
    void setPassword(String name, String passwordHash, boolean changeRequired) {
        one(
                name,
                database.sql("""
                        update user_account
                        set password_hash = :hash, password_change_required = :change,
                            credential_version = credential_version + 1
                        where name = :name
                        """)
                        .param("hash", passwordHash)
                        .param("change", changeRequired)
                        .param("name", name)
                        .update());
    }

    void setAccess(String name, Role role, Set<String> shops, boolean disabled, Instant at) {
        one(
                name,
                database.sql("""
                        update user_account
                        set role = :role, shops = :shops,
                            disabled_at = case when :disabled then coalesce(disabled_at, :at) end
                        where name = :name
                        """)
                        .param("role", role.name())
                        .param("shops", shops.toArray(String[]::new))
                        .param("disabled", disabled)
                        .param("at", at.atOffset(ZoneOffset.UTC))
                        .param("name", name)
                        .update());
    }

    void signedIn(String name, Instant at) {
        one(
                name,
                database.sql("update user_account set last_signed_in_at = :at where name = :name")
                        .param("at", at.atOffset(ZoneOffset.UTC))
                        .param("name", name)
                        .update());
    }

    /** The administrators of all shops who can sign in, held against change until the transaction ends. */
    List<String> lockActiveAdmins() {
        return database.sql("""
                        select name
                        from user_account
                        where role = 'ADMIN' and shops = '{}' and disabled_at is null
                        order by name
                        for update
                        """).query(String.class).list();
    }

    /** Makes transactions that decide about the first user wait for each other. */
    void lockFirstUser() {
        List<Integer> held = database.sql("select 1 from pg_advisory_xact_lock(hashtext('quanjing.access.first_user'))")
                .query(Integer.class)
                .list();
        if (held.size() != 1) {
            throw new IllegalStateException("The lock on the first user was not given.");
        }
    }

    private static void one(String name, int changed) {
        if (changed != 1) {
            throw UserRules.unknown(name);
        }
    }

    private static User user(ResultSet row, int number) throws SQLException {
        return new User(
                row.getString("name"),
                Role.valueOf(row.getString("role")),
                strings(row, "shops"),
                row.getString("password_hash"),
                row.getBoolean("password_change_required"),
                row.getInt("credential_version"),
                instant(row, "disabled_at"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                instant(row, "last_signed_in_at"));
    }

    static Set<String> strings(ResultSet row, String column) throws SQLException {
        return new TreeSet<>(Arrays.asList((String[]) row.getArray(column).getArray()));
    }

    static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }
}
