package io.quanjing.access.web;

import java.util.Map;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
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
}
