package io.sallyport.http.api;

import io.sallyport.http.access.Caller;
import io.sallyport.http.access.Callers;
import io.sallyport.rule.Reason;
import io.sallyport.rule.Refusal;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jspecify.annotations.Nullable;

/** Requires a client key for every call of the gateway API, if clients are configured. */
@Singleton
final class ApiAccess {

  private static final String ALL_NUMBERS =
      "This call is about all numbers, and this client may use some only.";

  private static final String CALLER = Caller.class.getName();

  private final Provider<Callers> callers;

  /** A provider, because filters are created before the configuration is there. */
  ApiAccess(Provider<Callers> callers) {
    this.callers = callers;
  }

  /** Before the path is matched, so that callers without a key do not learn which calls exist. */
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

  /** Refuses a client's calls about numbers it may not use. */
  @ServerRequestFilter
  @Nullable Response authorise(ContainerRequestContext context) {
    if (!(context.getProperty(CALLER) instanceof Caller.Known known)) {
      return null;
    }
    String number = context.getUriInfo().getPathParameters().getFirst("phone_number_id");
    if (number == null) {
      return known.client().restricted()
          ? forbidden(Refusal.of(Reason.FORBIDDEN_NUMBER, ALL_NUMBERS))
          : null;
    }
    Refusal refusal = callers.get().refusal(known, number);
    return refusal == null ? null : forbidden(refusal);
  }

  private static Response forbidden(Refusal refusal) {
    return ApiCalls.refused(refusal.reason(), refusal.details()).getResponse();
  }
}
