package io.quanjing.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.quanjing.Quanjing;
import io.quanjing.access.FirstAdmin;
import io.quanjing.access.Role;
import io.quanjing.testing.Browser;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import org.springframework.context.ConfigurableApplicationContext;

/** Runs commands in this process and keeps what they print. */
abstract class OnACommandLine {

    static final Application APPLICATION = new Application(Quanjing.class);

    final StringWriter out = new StringWriter();
    final StringWriter err = new StringWriter();

    /** The exit code of a command; what it prints is added to what the test's earlier ones printed. */
    final int run(String... arguments) {
        return QuanjingCommand.commandLine(APPLICATION, new PrintWriter(out, true), new PrintWriter(err, true))
                .execute(arguments);
    }

    /** A token of a new installation, made by its first administrator, who is signed in in the browser then. */
    static String firstToken(ConfigurableApplicationContext context, Browser browser, Role role) {
        FirstAdmin.Invitation first = context.getBean(FirstAdmin.class).invite().orElseThrow();
        assertThat(browser.signIn(first.username(), first.oneTimePassword()).status())
                .isEqualTo(200);
        Map<String, String> passwords =
                Map.of("current", first.oneTimePassword(), "next", "a long secret of the command test");
        assertThat(browser.post("/api/session/password", passwords).status()).isEqualTo(204);
        Browser.Answer made = browser.post("/api/tokens", Map.of("name", "command test", "role", role.name()));
        assertThat(made.status()).as(made.response().body()).isEqualTo(201);
        return made.json().path("secret").asString();
    }
}
