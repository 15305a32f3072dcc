package io.quanjing.cli;

import io.quanjing.database.DataFolderLock;
import io.quanjing.database.StartingPostgres;
import io.quanjing.kernel.DataFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.ControllerAdvice;

/**
 * Starts the application's context on a data folder.
 *
 * @param main the class that the context starts from
 */
record Application(Class<?> main) {

    /** Everything but the page: for a command that works on the folder itself. */
    ConfigurableApplicationContext start(DataFolder folder, String command) {
        return start(folder, command, WebApplicationType.NONE, Map.of(), settings -> {});
    }

    /**
     * Only what is asked for of the context: nothing is begun, recovered or made that nobody asked for.
     *
     * @param check looks at the settings before anything is opened
     */
    ConfigurableApplicationContext pieces(
            DataFolder folder, String command, Map<String, Object> properties, Consumer<Environment> check) {
        Map<String, Object> all = new HashMap<>(properties);
        all.put("spring.main.lazy-initialization", "true");
        return start(folder, command, WebApplicationType.NONE, all, check);
    }

    /** Everything, listening at the address. */
    ConfigurableApplicationContext serve(DataFolder folder, Address address, Map<String, Object> properties) {
        Map<String, Object> all = new HashMap<>(properties);
        all.put("server.address", address.host());
        all.put("server.port", address.port());
        return start(folder, "a server that is starting", WebApplicationType.SERVLET, all, settings -> {});
    }

    private ConfigurableApplicationContext start(
            DataFolder folder,
            String command,
            WebApplicationType type,
            Map<String, Object> properties,
            Consumer<Environment> check) {
        // Taken before anything else is touched, the log file included.
        DataFolderLock lock = DataFolderLock.acquire(folder);
        List<StartingPostgres> starting = new ArrayList<>();
        try {
            lock.announce(command);
            Map<String, Object> all = new HashMap<>(properties);
            all.put("quanjing.data", folder.root().toString());
            if (type == WebApplicationType.SERVLET) {
                // On the disk of the data folder: an upload is moved from here and not copied, and temporary folders
                // are often small.
                Path uploads = folder.landing().resolve("upload");
                Files.createDirectories(uploads);
                all.put("spring.servlet.multipart.location", uploads.toString());
            }
            return new SpringApplicationBuilder(main)
                    .web(type)
                    .initializers(context -> {
                        check.accept(context.getEnvironment());
                        if (StartingPostgres.wanted(context.getEnvironment())) {
                            starting.add(StartingPostgres.of(folder));
                        }
                        prepare((GenericApplicationContext) context, lock, starting, type);
                    })
                    .run(arguments(all));
        } catch (IOException failure) {
            lock.close();
            throw new UncheckedIOException(failure);
        } catch (RuntimeException failure) {
            // The context may have failed before anything in it knew of the server.
            starting.forEach(StartingPostgres::close);
            lock.close();
            throw failure;
        }
    }

    /** As arguments they outrank the environment: what a command has an option for is set by that option alone. */
    private static String[] arguments(Map<String, Object> properties) {
        return properties.entrySet().stream()
                .map(property -> "--" + property.getKey() + "=" + property.getValue())
                .toArray(String[]::new);
    }

    private static void prepare(
            GenericApplicationContext context,
            DataFolderLock lock,
            List<StartingPostgres> starting,
            WebApplicationType type) {
        context.registerBean("dataFolderLock", DataFolderLock.class, () -> lock);
        starting.forEach(server -> context.registerBean("startingPostgres", StartingPostgres.class, () -> server));
        if (type == WebApplicationType.NONE) {
            context.addBeanFactoryPostProcessor(Application::removeControllers);
        }
    }

    /** Without a page nobody calls a controller, and what it needs is not there. */
    private static void removeControllers(ConfigurableListableBeanFactory beans) {
        BeanDefinitionRegistry registry = (BeanDefinitionRegistry) beans;
        Stream.of(Controller.class, ControllerAdvice.class)
                .flatMap(annotation -> Stream.of(beans.getBeanNamesForAnnotation(annotation)))
                .distinct()
                .filter(registry::containsBeanDefinition)
                .forEach(registry::removeBeanDefinition);
    }
}
