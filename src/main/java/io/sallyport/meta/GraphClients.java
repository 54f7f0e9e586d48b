package io.sallyport.meta;

import io.quarkus.rest.client.reactive.QuarkusRestClientBuilder;
import io.sallyport.config.SallyportConfig;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.concurrent.TimeUnit;

/** Makes the client for the gateway's own calls of the Graph API. */
final class GraphClients {

  @Produces
  @Singleton
  GraphApi graphApi(SallyportConfig config) {
    return QuarkusRestClientBuilder.newBuilder()
        .baseUri(config.graph().url())
        .connectTimeout(config.graph().connectTimeout().toMillis(), TimeUnit.MILLISECONDS)
        .readTimeout(config.graph().readTimeout().toMillis(), TimeUnit.MILLISECONDS)
        .build(GraphApi.class);
  }
}
