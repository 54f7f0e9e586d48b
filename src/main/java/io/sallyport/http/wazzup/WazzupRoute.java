package io.sallyport.http.wazzup;

import io.netty.handler.codec.http.HttpResponseStatus;
import io.sallyport.account.WazzupChannels;
import io.sallyport.audit.RefusalId;
import io.sallyport.config.SallyportConfig;
import io.sallyport.connector.wazzup.WazzupServer;
import io.sallyport.http.BodyHeaders;
import io.sallyport.http.GraphErrors;
import io.sallyport.http.Keyless;
import io.sallyport.http.RouteOrder;
import io.sallyport.http.WholeBody;
import io.sallyport.http.access.Caller;
import io.sallyport.http.access.Callers;
import io.sallyport.http.passage.Passage;
import io.sallyport.http.send.GraphInlet;
import io.sallyport.http.vault.VaultedToken;
import io.sallyport.instead.SubmitSend;
import io.sallyport.rule.Enforcement;
import io.sallyport.rule.Policies;
import io.sallyport.rule.Reason;
import io.sallyport.rule.Refusal;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Objects;

/**
 * {@code /wazzup}: Wazzup's API. Messages are decided, where webhooks go is guarded, and every
 * other call passes with its bytes. The raw path is looked at: what is decided upon must be what
 * Wazzup gets.
 */
@Singleton
final class WazzupRoute {

  private static final String CALL = Call.class.getName();
  private static final String SERVER = "Wazzup";

  /** Who makes which call. */
  private record Call(Caller caller, WazzupPath path) {}

  private final Callers callers;
  private final WazzupChannels channels;
  private final WazzupServer server;
  private final WazzupMessages messages;
  private final WazzupWebhooks webhooks;
  private final SubmitSend submit;
  private final Enforcement onOverride;
  private final long maxBodySize;
  private final WholeBody wholeBody;

  WazzupRoute(
      Callers callers,
      WazzupChannels channels,
      WazzupServer server,
      WazzupMessages messages,
      SubmitSend submit,
      Policies policies,
      SallyportConfig config) {
    this.callers = callers;
    this.channels = channels;
    this.server = server;
    this.messages = messages;
    this.webhooks = new WazzupWebhooks(channels, config.webhook().publicUrl().orElse(List.of()));
    this.submit = submit;
    this.onOverride = policies.settings().enforcement(Reason.WEBHOOK_OVERRIDE);
    this.maxBodySize = config.policy().maxBodySize().asLongValue();
    this.wholeBody = new WholeBody(maxBodySize);
  }

  void register(@Observes Router router) {
    router
        .route(WazzupPath.PREFIX + "/*")
        .order(RouteOrder.WAZZUP)
        .handler(this::route)
        .handler(this::bodyRead)
        .failureHandler(this::failed);
  }

  private void route(RoutingContext context) {
    HttpServerRequest request = context.request();
    if (!request.path().startsWith(WazzupPath.PREFIX + "/")) {
      // The router has decoded the path to match it: another spelling is not Wazzup's API.
      context.next();
      return;
    }
    Caller caller = callers.of(request);
    WazzupPath path = WazzupPath.of(request.method().name(), request.path());
    context.put(CALL, new Call(caller, path));
    if (caller instanceof Caller.Stranger stranger) {
      refuse(context, Reason.UNAUTHENTICATED, stranger.why());
    } else if (!isPlain(request.uri())) {
      refuse(context, Reason.INVALID_BODY, "The request target must be a path in plain ASCII.");
    } else if (path instanceof WazzupPath.Refused refused) {
      refuse(context, Reason.INVALID_BODY, refused.why());
    } else if (caller instanceof Caller.Known && channels.apiKey() == null) {
      refuse(context, Reason.INVALID_BODY, "There is no key: set sallyport.wazzup.api-key.");
    } else if (path instanceof WazzupPath.Other) {
      pass(call(context), request, HttpClientRequest::send);
    } else {
      readBody(context, path);
    }
  }

  /** Not the absolute form, nor with a fragment: what is decided upon is what Wazzup gets. */
  private static boolean isPlain(String target) {
    return target.startsWith(WazzupPath.PREFIX + "/")
        && target.chars().allMatch(c -> c >= '!' && c <= '~' && c != '#');
  }

  /** Of what is looked at: JSON, as it is, and named by nothing in the query. */
  private void readBody(RoutingContext context, WazzupPath path) {
    HttpServerRequest request = context.request();
    String fault = BodyHeaders.fault(request);
    String target = Keyless.target(request.uri());
    if (fault == null && target.indexOf('?') >= 0) {
      fault = "This call takes no query.";
    }
    if (fault != null) {
      refuse(context, Reason.INVALID_BODY, fault);
    } else if (path instanceof WazzupPath.Message || path instanceof WazzupPath.Webhooks) {
      wholeBody.handle(context);
    }
  }

  private void bodyRead(RoutingContext context) {
    Call call = context.get(CALL);
    if (call == null) {
      context.next();
    } else if (call.path() instanceof WazzupPath.Message) {
      messages.decide(context, call.caller(), bytes(context));
    } else {
      setWebhooks(context, call);
    }
  }

  private static byte[] bytes(RoutingContext context) {
    Buffer body = context.body().buffer();
    return body == null ? new byte[0] : body.getBytes();
  }

  private void setWebhooks(RoutingContext context, Call call) {
    HttpServerRequest request = context.request();
    byte[] body = bytes(context);
    Boolean moves = webhooks.movesAway(body, request.getHeader(HttpHeaders.HOST));
    if (moves == null) {
      refuse(
          context, Reason.INVALID_BODY, "The body must be one JSON object, without a name twice.");
      return;
    }
    boolean isSeen = moves && onOverride != Enforcement.OFF;
    if (isSeen && onOverride == Enforcement.ENFORCE) {
      refuse(context, Reason.WEBHOOK_OVERRIDE, WazzupWebhooks.ELSEWHERE);
      return;
    }
    if (isSeen) {
      Refusal observed = Refusal.of(Reason.WEBHOOK_OVERRIDE, WazzupWebhooks.ELSEWHERE);
      String client = call.caller().name(request.headers(), body);
      GraphInlet.announce(request.response(), submit.passed(client, observed));
    }
    pass(call, request, onward -> onward.send(Buffer.buffer(body)));
  }

  /** Streams a call through; a body that has not been read goes as it comes. */
  private void pass(Call call, HttpServerRequest request, Passage.Body body) {
    boolean isKnown = call.caller() instanceof Caller.Known;
    VaultedToken token =
        isKnown ? new VaultedToken(SERVER, Objects.requireNonNull(channels.apiKey())) : null;
    String uri = isKnown ? Keyless.target(request.uri()) : request.uri();
    boolean isUnread = call.path() instanceof WazzupPath.Other && Passage.hasBody(request);
    new Passage(request, server.readTimeoutMillis(), token, null, WazzupRoute::write, SERVER)
        .over(
            server.request(request.method(), uri.substring(WazzupPath.PREFIX.length())),
            isUnread ? onward -> onward.send(request) : body);
  }

  private static void write(HttpServerResponse response, Reason reason, String details) {
    Refusal refusal = Refusal.of(reason, details);
    response
        .setStatusCode(reason.status())
        .putHeader(HttpHeaders.CONTENT_TYPE, GraphErrors.CONTENT_TYPE)
        .end(WazzupErrors.OF_CALLS.body(refusal, RefusalId.next()));
  }

  private void refuse(RoutingContext context, Reason reason, String details) {
    messages.refuse(context, Refusal.of(reason, details), WazzupErrors.OF_CALLS);
  }

  private static Call call(RoutingContext context) {
    return context.get(CALL);
  }

  /** The body could not be read whole, or something broke. */
  private void failed(RoutingContext context) {
    if (context.get(CALL) == null) {
      context.next();
      return;
    }
    int status = context.statusCode();
    if (context.response().ended()) {
      return;
    } else if (status == HttpResponseStatus.REQUEST_ENTITY_TOO_LARGE.code()) {
      refuse(context, Reason.TOO_LARGE, WholeBody.tooLarge(maxBodySize));
    } else if (status >= 400 && status < 500) {
      refuse(context, Reason.INVALID_BODY, "The body could not be read.");
    } else {
      messages.refuse(context, Refusal.undecided(), WazzupErrors.OF_CALLS);
    }
  }
}
