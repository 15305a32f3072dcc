package io.quanjing.warehouse;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A test that has an empty warehouse of some engine. */
abstract class OpenWarehouse {

    @TempDir
    Path folder;

    Warehouse warehouse;
    SmallShop shop;

    /** Opens the engine on a folder that may hold what an earlier opening wrote. */
    abstract Warehouse open(Path folder);

    @BeforeEach
    void openIt() {
        warehouse = open(folder);
        shop = new SmallShop(warehouse);
    }

    @AfterEach
    void closeIt() {
        warehouse.close();
    }

    List<List<@Nullable Object>> rows(String sql, @Nullable Object... binds) {
        return warehouse
                .query(new SqlQuery(sql, java.util.Arrays.asList(binds)), QueryOptions.interactive())
                .rows();
    }

    @Nullable Object value(String sql, @Nullable Object... binds) {
        return rows(sql, binds).getFirst().getFirst();
    }

    WriteReceipt write(FactRow... rows) {
        return warehouse.write(List.of(rows));
    }

    WriteReceipt load(FactRow... rows) {
        try (FactLoad load = warehouse.load("load-1")) {
            for (FactRow row : rows) {
                load.append(row);
            }
            return load.commit();
        }
    }
}
