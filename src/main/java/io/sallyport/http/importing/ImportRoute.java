package io.sallyport.http.importing;

import io.netty.handler.codec.http.HttpResponseStatus;
import io.sallyport.account.Numbers;
import io.sallyport.account.Operators.Operator;
import io.sallyport.account.WazzupChannels;
import io.sallyport.audit.Acts;
import io.sallyport.http.BodyHeaders;
import io.sallyport.http.GraphErrors;
import io.sallyport.http.RouteOrder;
import io.sallyport.http.access.Caller;
import io.sallyport.http.access.Callers;
import io.sallyport.http.access.Permissions;
import io.sallyport.http.api.ApiAccess;
import io.sallyport.http.api.ApiCalls;
import io.sallyport.rule.Reason;
import io.sallyport.rule.Refusal;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /sallyport/v1/numbers/{phone_number_id}/import}, and {@code
 * …/channels/{channelId}/import}: what the business knows about its contacts, one JSON object per
 * line, in a body of any size.
 */
@Singleton
final class ImportRoute {

  private static final String API = "/sallyport/v1/*";
  private static final String OF_NUMBER = "/numbers/:phone_number_id/import";
  private static final String OF_CHANNEL = "/channels/:channel_id/import";

  private static final Pattern LINES_OF_JSON =
      Pattern.compile(
          "(?:application/(?:x-ndjson|ndjson|jsonl|json-lines|json)|text/plain)"
              + BodyHeaders.UTF_8);

  private final Callers callers;
  private final Permissions permissions;
  private final Numbers numbers;
  private final WazzupChannels channels;
  private final Imports imports;
  private final Acts acts;

  ImportRoute(
      Callers callers,
      Permissions permissions,
      Numbers numbers,
      WazzupChannels channels,
      Imports imports,
      Acts acts) {
    this.callers = callers;
    this.permissions = permissions;
    this.numbers = numbers;
    this.channels = channels;
    this.imports = imports;
    this.acts = acts;
  }

  /** Under a prefix, so that a send meets no pattern on its way. */
  void register(@Observes Router router, Vertx vertx) {
    Router imports = Router.router(vertx);
    imports.route(OF_NUMBER).handler(this::ofNumber);
    imports.route(OF_CHANNEL).handler(this::ofChannel);
    router.route(API).order(RouteOrder.IMPORT).subRouter(imports);
  }

  private void ofNumber(RoutingContext context) {
    HttpServerRequest request = context.request();
    String id = context.pathParam("phone_number_id");
    handle(
        request,
        caller -> permissions.refusal(caller, id),
        () ->
            numbers
                .find(id)
                .ifPresentOrElse(
                    number -> imports.begin(request, number),
                    () ->
                        refuse(
                            request,
                            Refusal.of(Reason.UNKNOWN_NUMBER, Permissions.unknownNumber(id)))));
  }

  private void ofChannel(RoutingContext context) {
    HttpServerRequest request = context.request();
    String id = context.pathParam("channel_id");
    handle(
        request,
        caller -> permissions.refusalOfChannel(caller, id),
        () -> channels.find(id).ifPresent(channel -> imports.begin(request, channel)));
  }

  private void handle(
      HttpServerRequest request, Function<Caller, @Nullable Refusal> may, Runnable begin) {
    Future<Caller> caller = callers.ofApi(request);
    if (!caller.isComplete()) {
      request.pause();
    }
    caller
        .onSuccess(known -> handle(request, known, may, begin))
        .onFailure(silent -> refuse(request, Refusal.of(Reason.UNDECIDED, ApiCalls.STORE_SILENT)));
  }

  private void handle(
      HttpServerRequest request,
      Caller caller,
      Function<Caller, @Nullable Refusal> may,
      Runnable begin) {
    Refusal unknown = Callers.refusal(caller);
    if (unknown != null) {
      refuse(request, unknown);
      return;
    }
    if (caller instanceof Caller.Operator operator) {
      noteAtTheEnd(request, operator.operator());
      if (!operator.operator().mayAct()) {
        refuse(request, Refusal.of(Reason.FORBIDDEN_NUMBER, ApiAccess.VIEWS_ONLY));
        return;
      }
    }
    Refusal refusal = may.apply(caller);
    if (!request.method().equals(HttpMethod.POST)) {
      request.response().putHeader(HttpHeaders.ALLOW, "POST");
      refuse(request, HttpResponseStatus.METHOD_NOT_ALLOWED, "Imports are sent with POST.");
    } else if (refusal != null) {
      refuse(request, refusal);
    } else if (BodyHeaders.isCompressed(request.headers())) {
      refuse(request, HttpResponseStatus.UNSUPPORTED_MEDIA_TYPE, BodyHeaders.COMPRESSED);
    } else if (!isLinesOfJson(request)) {
      refuse(
          request,
          HttpResponseStatus.UNSUPPORTED_MEDIA_TYPE,
          "The Content-Type must be application/x-ndjson (UTF-8): one JSON object a line.");
    } else {
      begin.run();
    }
  }

  private void noteAtTheEnd(HttpServerRequest request, Operator operator) {
    String act = request.method() + " " + request.path();
    request
        .response()
        .endHandler(
            end -> {
              var unused = acts.note(operator.name(), act, request.response().getStatusCode());
            });
  }

  private static boolean isLinesOfJson(HttpServerRequest request) {
    List<String> types = request.headers().getAll(HttpHeaders.CONTENT_TYPE);
    return types.isEmpty()
        || (types.size() == 1
            && LINES_OF_JSON.matcher(types.get(0).strip().toLowerCase(Locale.ROOT)).matches());
  }

  private static void refuse(HttpServerRequest request, Refusal refusal) {
    refuse(request, refusal.reason().status(), refusal);
  }

  private static void refuse(HttpServerRequest request, HttpResponseStatus status, String details) {
    refuse(request, status.code(), Refusal.of(Reason.INVALID_BODY, details));
  }

  private static void refuse(HttpServerRequest request, int status, Refusal refusal) {
    // Read and drop the rest of the body: a sender still writing it would not read the answer.
    request.resume();
    GraphErrors.write(request.response(), status, refusal);
  }
}
