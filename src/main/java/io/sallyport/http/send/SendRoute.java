package io.sallyport.http.send;

import io.netty.handler.codec.http.HttpResponseStatus;
import io.sallyport.account.Numbers;
import io.sallyport.config.SallyportConfig;
import io.sallyport.http.HttpErrors;
import io.sallyport.http.WholeBody;
import io.sallyport.http.access.Caller;
import io.sallyport.http.access.Callers;
import io.sallyport.http.access.Permissions;
import io.sallyport.http.access.PreferenceHeaders;
import io.sallyport.instead.SubmitSend;
import io.sallyport.rule.BusinessNumber;
import io.sallyport.rule.Endpoint;
import io.sallyport.rule.Reason;
import io.sallyport.rule.Refusal;
import io.sallyport.send.Send;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** {@code POST /{vN.N}/{phone_number_id}/messages} and {@code /marketing_messages}. */
@Singleton
public final class SendRoute {

  private static final Logger LOG = Logger.getLogger(SendRoute.class);

  private final Callers callers;
  private final Permissions permissions;
  private final Numbers numbers;
  private final GraphInlet inlet;
  private final SubmitSend submit;
  private final long maxBodySize;
  private final WholeBody wholeBody;

  SendRoute(
      Callers callers,
      Permissions permissions,
      Numbers numbers,
      GraphInlet inlet,
      SubmitSend submit,
      SallyportConfig config) {
    this.callers = callers;
    this.permissions = permissions;
    this.numbers = numbers;
    this.inlet = inlet;
    this.submit = submit;
    this.maxBodySize = config.policy().maxBodySize().asLongValue();
    this.wholeBody = new WholeBody(maxBodySize);
  }

  /** Takes a send: may the caller use this number? If so, reads the body and decides. */
  public void accept(
      RoutingContext context, Caller caller, String phoneNumberId, Endpoint endpoint) {
    Refusal refusal = permissions.refusal(caller, phoneNumberId);
    if (refusal != null) {
      refuse(context, refusal);
      return;
    }
    if (!context.request().method().equals(HttpMethod.POST)) {
      // Before the body is read: the reader would fail on a form sent with another method.
      refuse(context, Reason.INVALID_BODY, "Messages are sent with POST.");
      return;
    }
    Optional<BusinessNumber> number = numbers.find(phoneNumberId);
    if (number.isEmpty()) {
      // It was removed after the caller's permission was checked.
      refuse(context, Reason.UNKNOWN_NUMBER, Permissions.unknownNumber(phoneNumberId));
      return;
    }
    wholeBody.read(
        context,
        body -> decide(context, caller, number.get(), endpoint, body.getBytes()),
        () -> fail(context));
  }

  private void decide(
      RoutingContext context,
      Caller byHead,
      BusinessNumber number,
      Endpoint endpoint,
      byte[] body) {
    HttpServerRequest request = context.request();
    Caller caller = callers.withBody(byHead, request.headers(), body);
    if (caller instanceof Caller.Stranger stranger) {
      refuse(context, Reason.UNAUTHENTICATED, stranger.why());
      return;
    }
    GraphCall call = new GraphCall(request, caller, number, endpoint, body);
    Refusal refusal = inlet.refusal(call);
    if (refusal != null) {
      refuse(context, refusal);
      return;
    }
    Send send = inlet.send(call);
    submit
        .handle(send, PreferenceHeaders.of(request.headers(), caller.preferences()))
        .onSuccess(decided -> inlet.answer(decided).writeTo(request.response()))
        .onFailure(bug -> refuseUndecided(request.response(), bug));
  }

  /**
   * Answers when the body could not be read whole, or on a bug. A caller who closed the connection
   * gets nothing, and broken chunks are answered by {@link HttpErrors}.
   */
  private void fail(RoutingContext context) {
    Refusal refusal = refusalOfFailure(context, maxBodySize);
    if (refusal != null) {
      refuse(context, refusal);
    }
  }

  /** What a caller is told whose body could not be read whole; null for nothing. */
  static @Nullable Refusal refusalOfFailure(RoutingContext context, long maxBodySize) {
    int status = context.statusCode();
    boolean isGone = context.failure() instanceof HttpClosedException;
    boolean isBroken = status >= 500 && !context.request().isEnded();
    if (context.response().ended() || isGone || isBroken) {
      return null;
    }
    if (status == HttpResponseStatus.REQUEST_ENTITY_TOO_LARGE.code()) {
      return Refusal.of(Reason.TOO_LARGE, WholeBody.tooLarge(maxBodySize));
    } else if (status >= 400 && status < 500) {
      return Refusal.of(Reason.INVALID_BODY, "The body could not be read.");
    }
    logBug(context.failure());
    return Refusal.undecided();
  }

  public void refuse(RoutingContext context, Reason reason, String details) {
    refuse(context, Refusal.of(reason, details));
  }

  private void refuse(RoutingContext context, Refusal refusal) {
    inlet.answer(submit.refused(null, "", refusal)).writeTo(context.response());
  }

  /** A bug while deciding refuses, too. */
  private void refuseUndecided(HttpServerResponse response, @Nullable Throwable bug) {
    logBug(bug);
    Refusal refusal = Refusal.undecided();
    inlet.answer(submit.refused(null, "", refusal)).writeTo(response);
  }

  static void logBug(@Nullable Throwable bug) {
    LOG.errorf("deciding failed because=%s", bug == null ? "?" : bug.getClass().getName());
  }
}
