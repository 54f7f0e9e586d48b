package io.sallyport.bench;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.cloud.gateway.filter.ratelimit.KeyResolver;
import org.springframework.context.annotation.Bean;
import reactor.core.publisher.Mono;

/** Spring Cloud Gateway with its own Redis rate limiter, which counts each number's sends. */
@SpringBootApplication
public class Gateway {

  public static void main(String[] arguments) {
    SpringApplication.run(Gateway.class, arguments);
  }

  @Bean
  KeyResolver number() {
    return exchange -> Mono.just(exchange.getRequest().getPath().value());
  }
}
