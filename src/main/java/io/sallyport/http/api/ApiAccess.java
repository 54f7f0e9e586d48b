package io.sallyport.http.api;

import io.sallyport.circuit.Credential;
import io.sallyport.http.GraphErrors;
import io.sallyport.http.access.Caller;
import io.sallyport.http.access.Callers;
import io.sallyport.http.access.Permissions;
import io.sallyport.rule.Reason;
import io.sallyport.rule.Refusal;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.function.Predicate;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jspecify.annotations.Nullable;

/**
 * Who may make which call of the gateway API. Once there are clients or operators every call needs
 * a key. A client's is good for its numbers; a viewer's for what changes nothing; an operator's for
 * everything.
 */
@Singleton
public final class ApiAccess {

  private static final String ALL_NUMBERS =
      "This call is about all numbers, and this client may use some only.";

  private static final String NO_OPERATOR =
      "This call takes an operator's key, and no operator is configured: set"
          + " sallyport.operators.\"<name>\".key and .role=operator.";

  static final String NOT_A_CLIENTS =
      "This call takes an operator's key (sallyport.operators), not a client's.";

  /** {@code error_data.details} of what a viewer may not do. */
  public static final String VIEWS_ONLY =
      "This key is a viewer's, which changes nothing: it takes a key of an operator with"
          + " role=operator.";

  static final String CALLER = Caller.class.getName();

  private static final String CHANGES_NOTHING = ChangesNothing.class.getName();
  private static final String OWN_NUMBERS = OwnNumbers.class.getName();
  private static final String GONE_NUMBERS = GoneNumbers.class.getName();

  private static final int BEFORE = Priorities.AUTHORIZATION;

  private final Provider<Callers> callers;
  private final Provider<Permissions> permissions;

  /** Providers, because filters are created before the configuration is there. */
  ApiAccess(Provider<Callers> callers, Provider<Permissions> permissions) {
    this.callers = callers;
    this.permissions = permissions;
  }

  /** Before the path is matched, so that callers without a key do not learn which calls exist. */
  @ServerRequestFilter(preMatching = true)
  Uni<@Nullable Response> authenticate(HttpServerRequest request, ContainerRequestContext context) {
    Future<Caller> caller = callers.get().ofApi(request);
    return caller.succeeded()
        ? Uni.createFrom().item(admitted(caller.result(), context))
        : ApiCalls.stored(caller, ApiCalls.STORE_SILENT)
            .map(one -> admitted(one, context))
            .onFailure(WebApplicationException.class)
            .recoverWithItem(WebApplicationException::getResponse);
  }

  private static @Nullable Response admitted(Caller caller, ContainerRequestContext context) {
    context.setProperty(CALLER, caller);
    Refusal refusal = Callers.refusal(caller);
    if (refusal == null) {
      return null;
    }
    Response refused = refused(refusal);
    return caller instanceof Caller.Stranger
        ? Response.fromResponse(refused)
            .header(HttpHeaders.WWW_AUTHENTICATE, GraphErrors.CHALLENGE)
            .build()
        : refused;
  }

  @ChangesNothing
  @ServerRequestFilter(priority = BEFORE)
  void changesNothing(ContainerRequestContext context) {
    context.setProperty(CHANGES_NOTHING, true);
  }

  @OwnNumbers
  @ServerRequestFilter(priority = BEFORE)
  void showsOwnNumbers(ContainerRequestContext context) {
    context.setProperty(OWN_NUMBERS, true);
  }

  @GoneNumbers
  @ServerRequestFilter(priority = BEFORE)
  void tellsOfGoneNumbers(ContainerRequestContext context) {
    context.setProperty(GONE_NUMBERS, true);
  }

  @OperatorsOnly
  @ServerRequestFilter
  @Nullable Response operatorsOnly(ContainerRequestContext context) {
    return context.getProperty(CALLER) instanceof Caller.Operator
        ? null
        : forbidden(
            context.getProperty(CALLER) instanceof Caller.Known ? NOT_A_CLIENTS : NO_OPERATOR);
  }

  /** Refuses what a viewer may not do, and a client's calls about numbers it may not use. */
  @ServerRequestFilter
  @Nullable Response authorise(ContainerRequestContext context) {
    Object caller = context.getProperty(CALLER);
    if (caller instanceof Caller.Operator operator) {
      if (!changesNothing(context.getMethod(), context)) {
        context.setProperty(ApiActs.ACTING, operator.operator().name());
      }
      return operator.operator().mayAct() || changesNothing(context.getMethod(), context)
          ? null
          : forbidden(VIEWS_ONLY);
    }
    return caller instanceof Caller.Known known ? authorise(known, context) : null;
  }

  private static boolean changesNothing(String method, ContainerRequestContext context) {
    return method.equals(HttpMethod.GET)
        || method.equals(HttpMethod.HEAD)
        || method.equals(HttpMethod.OPTIONS)
        || context.getProperty(CHANGES_NOTHING) != null;
  }

  private @Nullable Response authorise(Caller.Known known, ContainerRequestContext context) {
    String account = context.getUriInfo().getPathParameters().getFirst("account_id");
    if (account != null) {
      Refusal refusal = permissions.get().refusalOfAccount(known, account);
      return refusal == null ? null : refused(refusal);
    }
    String channel = context.getUriInfo().getPathParameters().getFirst("channel_id");
    if (channel != null) {
      Refusal refusal = permissions.get().refusalOfChannel(known, channel);
      return refusal == null ? null : refused(refusal);
    }
    String number = context.getUriInfo().getPathParameters().getFirst("phone_number_id");
    if (number == null) {
      return known.client().restricted() && context.getProperty(OWN_NUMBERS) == null
          ? forbidden(ALL_NUMBERS)
          : null;
    }
    Refusal refusal = permissions.get().refusal(known, number);
    boolean mayBeGone =
        refusal != null
            && refusal.reason() == Reason.UNKNOWN_NUMBER
            && context.getProperty(GONE_NUMBERS) != null;
    return refusal == null || mayBeGone ? null : refused(refusal);
  }

  /** What a send of the caller's would have; an operator's key, which no send has, is none. */
  static Credential credential(HttpServerRequest request, ContainerRequestContext context) {
    return context.getProperty(CALLER) instanceof Caller.Operator
        ? Credential.NONE
        : Credential.of(request.headers(), request.uri());
  }

  /** Which numbers the caller sees. */
  static Predicate<String> visible(ContainerRequestContext context) {
    return context.getProperty(CALLER) instanceof Caller.Known known
        ? known.client()::mayUse
        : id -> true;
  }

  private static Response forbidden(String why) {
    return refused(Refusal.of(Reason.FORBIDDEN_NUMBER, why));
  }

  private static Response refused(Refusal refusal) {
    return ApiCalls.refused(refusal.reason(), refusal.details()).getResponse();
  }
}
