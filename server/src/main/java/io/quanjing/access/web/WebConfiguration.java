package io.quanjing.access.web;

import java.util.Map;
import javax.sql.DataSource;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
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
    ContainerRefusals containerRefusals(Problems problems) {
        return new ContainerRefusals(problems);
    }

    @Bean
    DatabaseWatch databaseWatch(DataSource database) {
        return new DatabaseWatch(database);
    }

    /** Before the filter that looks for the session. */
    @Bean
    FilterRegistrationBean<DatabaseAwayFilter> databaseAway(DatabaseWatch watch, Problems problems) {
        FilterRegistrationBean<DatabaseAwayFilter> filter =
                new FilterRegistrationBean<>(new DatabaseAwayFilter(watch, problems));
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE + 10);
        return filter;
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
