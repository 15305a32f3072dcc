package io.quanjing.access;

import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Configuration;
import org.springframework.session.Session;
import org.springframework.session.SessionRepository;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Gives controllers their caller and holds them to their role. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
class CallerConfiguration implements WebMvcConfigurer {

    private final ObjectProvider<SessionRepository<? extends Session>> repository;
    private final Sessions sessions;
    private final Tokens tokens;

    CallerConfiguration(
            ObjectProvider<SessionRepository<? extends Session>> repository, Sessions sessions, Tokens tokens) {
        this.repository = repository;
        this.sessions = sessions;
        this.tokens = tokens;
    }

    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(new CallerArgument());
        resolvers.add(new PresenceArgument(repository, sessions, tokens));
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(new RoleCheck());
    }
}
