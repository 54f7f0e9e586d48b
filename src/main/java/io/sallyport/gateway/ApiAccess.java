package io.sallyport.gateway;

import io.sallyport.policy.Details;
import io.sallyport.policy.Reason;
import io.sallyport.policy.Refusal;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jspecify.annotations.Nullable;

/** Holds every call of the gateway API to the client keys, whatever its path. */
@Singleton
final class ApiAccess {

  private static final String CALLER = Caller.class.getName();

  private final Provider<Callers> callers;

  /** Filters are made before there is a configuration. */
  ApiAccess(Provider<Callers> callers) {
    this.callers = callers;
  }

  /** Before it is looked at what the path means: a stranger does not learn which calls exist. */
  @ServerRequestFilter(preMatching = true)
  @Nullable Response authenticate(HttpServerRequest request, ContainerRequestContext context) {
    Caller caller = callers.get().of(request);
    context.setProperty(CALLER, caller);
    return caller instanceof Caller.Stranger stranger
        ? Response.fromResponse(
                ApiCalls.refused(Reason.UNAUTHENTICATED, stranger.why()).getResponse())
            .header(HttpHeaders.WWW_AUTHENTICATE, Callers.CHALLENGE)
            .build()
        : null;
  }

  /** A client that is held to some numbers makes calls about these, and no others. */
  @ServerRequestFilter
  @Nullable Response authorise(ContainerRequestContext context) {
    if (!(context.getProperty(CALLER) instanceof Caller.Known known)) {
      return null;
    }
    String number = context.getUriInfo().getPathParameters().getFirst("phone_number_id");
    if (number == null) {
      return known.client().restricted()
          ? forbidden(Refusal.of(Reason.FORBIDDEN_NUMBER, Details.allNumbers()))
          : null;
    }
    Refusal refusal = callers.get().refusal(known, number);
    return refusal == null ? null : forbidden(refusal);
  }

  private static Response forbidden(Refusal refusal) {
    return ApiCalls.refused(refusal.reason(), refusal.details()).getResponse();
  }
}
