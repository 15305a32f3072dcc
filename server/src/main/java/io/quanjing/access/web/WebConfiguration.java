package io.quanjing.access.web;

import java.util.Map;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.web.server.Compression;
import org.springframework.boot.web.server.ConfigurableWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.io.ResourceLoader;
import org.springframework.web.servlet.handler.SimpleUrlHandlerMapping;
import tools.jackson.databind.json.JsonMapper;

/** The beans that hold for every answer over HTTP. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
class WebConfiguration {

    @Bean
    Problems problems(JsonMapper json) {
        return new Problems(json);
    }

    @Bean
    PageFiles pageFiles(ResourceLoader resources) {
        return new PageFiles(resources);
    }

    /** Comes after every controller and before Spring Boot's own handling of static files. */
    @Bean
    SimpleUrlHandlerMapping pageMapping(PageFiles pageFiles) {
        return new SimpleUrlHandlerMapping(Map.of("/**", pageFiles), Ordered.LOWEST_PRECEDENCE - 10);
    }

    /** Scripts and figures shrink to a quarter; the answers hold no secret beside text that an attacker chooses. */
    @Bean
    WebServerFactoryCustomizer<ConfigurableWebServerFactory> compression() {
        return server -> {
            Compression compression = new Compression();
            compression.setEnabled(true);
            server.setCompression(compression);
        };
    }
}
