package io.quanjing.access;

import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How people get in.
 *
 * @param demo whether this is a demonstration, which the sign-in page then says
 * @param sessionIdle after so long without a request a session ends
 * @param sessionLifetime after so long a session ends in any case: an open page asks for news all the time
 * @param attemptsPerUser wrong passwords for one user from one address within the window, before it is refused
 * @param attemptsPerAddress wrong passwords from one address within the window, before it is refused
 * @param attemptWindow how long attempts are counted
 */
@Validated
@ConfigurationProperties("quanjing.access")
record AccessSettings(
        @DefaultValue("false") boolean demo,
        @DefaultValue("12h") Duration sessionIdle,
        @DefaultValue("7d") Duration sessionLifetime,
        @DefaultValue("5") @Min(1) int attemptsPerUser,
        @DefaultValue("50") @Min(1) int attemptsPerAddress,
        @DefaultValue("15m") Duration attemptWindow) {}
