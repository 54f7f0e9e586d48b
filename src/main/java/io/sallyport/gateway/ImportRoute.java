package io.sallyport.gateway;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.sallyport.admission.Ledger;
import io.sallyport.config.Numbers;
import io.sallyport.policy.BusinessNumber;
import io.sallyport.policy.Reason;
import io.sallyport.policy.Refusal;
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
import java.util.regex.Pattern;

/**
 * {@code POST /sallyport/v1/numbers/{phone_number_id}/import}: what the business knows of its
 * contacts, one JSON object a line, in a body of any size.
 */
@Singleton
final class ImportRoute {

  private static final String PATH = "/sallyport/v1/numbers/:phone_number_id/import";

  /**
   * Quarkus holds bodies to {@code quarkus.http.limits.max-body-size} by a route of its own, by
   * their Content-Length ({@code RouteConstants.ROUTE_ORDER_UPLOAD_LIMIT}, which is -2). An import
   * is never held in memory, so that it need not come by there; nor by the gateway API's REST.
   */
  private static final int BEFORE_THE_BODY_LIMIT = -3;

  private static final Pattern LINES_OF_JSON =
      Pattern.compile(
          "(?:application/(?:x-ndjson|ndjson|jsonl|json-lines|json)|text/plain)" + JsonBody.UTF_8);

  private final Vertx vertx;
  private final Callers callers;
  private final Numbers numbers;
  private final Ledger ledger;

  ImportRoute(Vertx vertx, Callers callers, Numbers numbers, Ledger ledger) {
    this.vertx = vertx;
    this.callers = callers;
    this.numbers = numbers;
    this.ledger = ledger;
  }

  void register(@Observes Router router) {
    router.route(PATH).order(BEFORE_THE_BODY_LIMIT).handler(this::handle);
  }

  private void handle(RoutingContext context) {
    HttpServerRequest request = context.request();
    String phoneNumberId = context.pathParam("phone_number_id");
    Caller caller = callers.of(request);
    if (caller instanceof Caller.Stranger stranger) {
      request.response().putHeader(HttpHeaderNames.WWW_AUTHENTICATE, Callers.CHALLENGE);
      refuse(request, Reason.UNAUTHENTICATED, stranger.why());
      return;
    }
    Refusal refusal = callers.refusal(caller, phoneNumberId);
    if (!request.method().equals(HttpMethod.POST)) {
      request.response().putHeader(HttpHeaders.ALLOW, "POST");
      refuse(request, HttpResponseStatus.METHOD_NOT_ALLOWED, "Imports are sent with POST.");
    } else if (refusal != null) {
      refuse(request, refusal.reason(), refusal.details());
    } else if (JsonBody.isCompressed(request.headers())) {
      refuse(request, HttpResponseStatus.UNSUPPORTED_MEDIA_TYPE, JsonBody.COMPRESSED);
    } else if (!isLinesOfJson(request)) {
      refuse(
          request,
          HttpResponseStatus.UNSUPPORTED_MEDIA_TYPE,
          "The Content-Type must be application/x-ndjson (UTF-8): one JSON object a line.");
    } else {
      new Import(vertx, request, ledger, number(phoneNumberId)).start();
    }
  }

  private BusinessNumber number(String phoneNumberId) {
    return numbers.find(phoneNumberId).orElseThrow();
  }

  private static boolean isLinesOfJson(HttpServerRequest request) {
    List<String> types = request.headers().getAll(HttpHeaders.CONTENT_TYPE);
    return types.isEmpty()
        || (types.size() == 1
            && LINES_OF_JSON.matcher(types.get(0).strip().toLowerCase(Locale.ROOT)).matches());
  }

  private static void refuse(HttpServerRequest request, Reason reason, String details) {
    refuse(request, HttpResponseStatus.valueOf(reason.status()), Refusal.of(reason, details));
  }

  private static void refuse(HttpServerRequest request, HttpResponseStatus status, String details) {
    refuse(request, status, Refusal.of(Reason.INVALID_BODY, details));
  }

  private static void refuse(
      HttpServerRequest request, HttpResponseStatus status, Refusal refusal) {
    // The rest of a large body is swallowed: a sender in the middle of it would not see the answer.
    request.resume();
    request
        .response()
        .setStatusCode(status.code())
        .putHeader(HttpHeaders.CONTENT_TYPE, "application/json; charset=UTF-8")
        .end(GraphErrors.body(refusal, GraphErrors.newId()));
  }
}
