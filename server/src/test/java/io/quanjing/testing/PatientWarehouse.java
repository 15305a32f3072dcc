package io.quanjing.testing;

import io.quanjing.warehouse.QueryOptions;
import io.quanjing.warehouse.Warehouse;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A warehouse whose questions may take as long as an export's, for tests of what the answers are: a busy machine changes none of them. */
public final class PatientWarehouse {

    private PatientWarehouse() {}

    /** The warehouse, and its pasts, with patience. */
    public static Warehouse of(Warehouse warehouse) {
        return (Warehouse) Proxy.newProxyInstance(
                Warehouse.class.getClassLoader(), new Class<?>[] {Warehouse.class}, (proxy, method, arguments) -> {
                    try {
                        Object result = method.invoke(warehouse, patient(arguments));
                        return result instanceof Warehouse another ? of(another) : result;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private static @Nullable Object @Nullable [] patient(@Nullable Object @Nullable [] arguments) {
        return arguments == null
                ? null
                : Arrays.stream(arguments).map(PatientWarehouse::patient).toArray();
    }

    private static @Nullable Object patient(@Nullable Object argument) {
        return argument instanceof QueryOptions options
                ? new QueryOptions(options.lane(), QueryOptions.batch().timeout(), options.maxRows())
                : argument;
    }
}
