package io.quanjing.ingest.quality;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * What can be set about data quality.
 *
 * @param interval how long a pass over all data holds; a new import is looked at sooner
 * @param timeout the longest that one question of a pass may take; what it was about keeps its last result then
 */
@Validated
@ConfigurationProperties("quanjing.ingest.quality")
record QualitySettings(
        @DefaultValue("1h") Duration interval,
        @DefaultValue("2m") Duration timeout) {}
