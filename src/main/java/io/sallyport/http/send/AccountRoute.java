package io.sallyport.http.send;

import io.sallyport.account.Accounts.Account;
import io.sallyport.account.Tokens;
import io.sallyport.audit.DecisionRecord;
import io.sallyport.channel.PageChannel;
import io.sallyport.circuit.Credential;
import io.sallyport.config.SallyportConfig;
import io.sallyport.http.BodyHeaders;
import io.sallyport.http.FormKeys;
import io.sallyport.http.GraphQuery;
import io.sallyport.http.Keyless;
import io.sallyport.http.OtherBody;
import io.sallyport.http.WholeBody;
import io.sallyport.http.access.Caller;
import io.sallyport.http.access.Callers;
import io.sallyport.http.access.Permissions;
import io.sallyport.http.send.AccountChoice.Candidates;
import io.sallyport.instead.PageSends;
import io.sallyport.instead.Preferences;
import io.sallyport.ledger.SharedClock;
import io.sallyport.message.BodyFormat;
import io.sallyport.message.Reading;
import io.sallyport.rule.Endpoint;
import io.sallyport.rule.Reason;
import io.sallyport.rule.Refusal;
import io.sallyport.send.Send;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /{vN.N}/{id|me}/messages} of Messenger and Instagram, with and without the version.
 * The key may stand in a form, so who calls may be known only when the body is read.
 */
@Singleton
public final class AccountRoute {

  /** In whose words a call is refused. */
  private static final String CHANNEL = PageChannel.class.getName();

  private final Callers callers;
  private final AccountChoice choice;
  private final Tokens tokens;
  private final PageSends sends;
  private final SharedClock clock;
  private final long maxBodySize;
  private final WholeBody wholeBody;

  AccountRoute(
      Callers callers,
      AccountChoice choice,
      Tokens tokens,
      PageSends sends,
      SharedClock clock,
      SallyportConfig config) {
    this.callers = callers;
    this.choice = choice;
    this.tokens = tokens;
    this.sends = sends;
    this.clock = clock;
    this.maxBodySize = config.policy().maxBodySize().asLongValue();
    this.wholeBody = new WholeBody(maxBodySize);
  }

  /** Whether a send to this id, or to {@code me}, is for an account. */
  public boolean isFor(String id, Endpoint endpoint) {
    return endpoint == Endpoint.MESSAGES && choice.isFor(id);
  }

  /** Takes a send: who calls? If that may be in the body, or is known, reads it and decides. */
  public void accept(RoutingContext context, Caller caller, String id) {
    HttpServerRequest request = context.request();
    Credential credential = Credential.of(request.headers(), request.uri());
    context.put(CHANNEL, choice.channelOf(caller, id, credential));
    if (caller instanceof Caller.Stranger stranger && !mayHaveKeyInForm(request, credential)) {
      turnAway(context, stranger);
    } else if (!request.method().equals(HttpMethod.POST)) {
      refuse(context, Refusal.of(Reason.INVALID_BODY, "Messages are sent with POST."));
    } else {
      wholeBody.read(
          context,
          body -> decide(context, caller, id, credential, body.getBytes()),
          () -> fail(context));
    }
  }

  private static boolean mayHaveKeyInForm(HttpServerRequest request, Credential ofHead) {
    return request.method().equals(HttpMethod.POST)
        && BodyFormat.of(request.headers()) == BodyFormat.FORM
        && ofHead.token().isEmpty();
  }

  private void decide(
      RoutingContext context, Caller byHead, String id, Credential ofHead, byte[] body) {
    HttpServerRequest request = context.request();
    Credential credential = ofHead.or(request.headers(), body);
    Caller caller =
        byHead instanceof Caller.Stranger
            ? callers.of(credential)
            : callers.withBody(byHead, request.headers(), body);
    context.put(CHANNEL, choice.channelOf(caller, id, credential));
    if (caller instanceof Caller.Stranger stranger) {
      turnAway(context, stranger);
      return;
    }
    Candidates candidates = choice.candidates(caller, id, credential);
    Refusal refusal = candidates.refusal();
    boolean isMe = id.equals(AccountChoice.ME);
    refusal = refusal == null ? fault(request, caller, isMe, credential, body) : refusal;
    if (refusal != null) {
      refuse(context, refusal);
    } else {
      decide(context, caller, candidates.all(), body);
    }
  }

  private void decide(RoutingContext context, Caller caller, List<Account> usable, byte[] body) {
    HttpServerRequest request = context.request();
    Reading reading = usable.get(0).channel().read(body, BodyFormat.of(request.headers()), null);
    choice
        .choose(usable, reading)
        .compose(
            account -> {
              if (account == null) {
                String forbidden = Permissions.forbiddenNumber(usable.get(0).address());
                refuse(context, Refusal.of(Reason.FORBIDDEN_NUMBER, forbidden));
                return Future.succeededFuture();
              }
              Send send = send(request, caller, account, body);
              return sends
                  .submit(account.channel())
                  .handle(send, Preferences.NONE)
                  .onSuccess(
                      decided -> answer(decided, account.channel()).writeTo(request.response()));
            })
        .onFailure(
            bug -> {
              SendRoute.logBug(bug);
              refuse(context, Refusal.undecided());
            });
  }

  /** What makes it no send of a page, or ambiguous; null when nothing does. */
  private static @Nullable Refusal fault(
      HttpServerRequest request, Caller caller, boolean isMe, Credential credential, byte[] body) {
    String fault = BodyHeaders.faultOfSend(request);
    if (fault == null) {
      fault =
          GraphQuery.faultOfPageSend(request.query())
              .or(() -> IdempotencyHeader.fault(request))
              .or(() -> OtherBody.faultOfPageSend(body, request.headers(), credential.token()))
              .orElse(null);
    }
    if (fault == null
        && (caller instanceof Caller.Known || isMe)
        && BodyFormat.of(request.headers()) == BodyFormat.JSON) {
      fault = OtherBody.faultOfVaultedSend(body, BodyFormat.JSON).orElse(null);
    }
    return fault == null ? null : Refusal.of(Reason.INVALID_BODY, fault);
  }

  /** A client's key goes no further than here. */
  private Send send(HttpServerRequest request, Caller caller, Account account, byte[] body) {
    boolean hasKey = caller instanceof Caller.Known;
    Iterable<Map.Entry<String, String>> headers =
        hasKey ? Keyless.headers(request.headers()) : request.headers();
    boolean isForm = BodyFormat.of(request.headers()) == BodyFormat.FORM;
    return new Send(
        account.number(),
        Endpoint.MESSAGES,
        hasKey ? Keyless.target(request.uri()) : request.uri(),
        headers,
        caller.name(request.headers(), body),
        IdempotencyHeader.of(request),
        hasKey && isForm ? FormKeys.replaced(body, tokens.of(account.id()).orElse(null)) : body);
  }

  private GraphAnswer answer(DecisionRecord decided, PageChannel channel) {
    return new GraphAnswer(decided, clock, new PageAnswers(channel));
  }

  /** The body could not be read whole, or something broke. */
  private void fail(RoutingContext context) {
    Refusal refusal = SendRoute.refusalOfFailure(context, maxBodySize);
    if (refusal != null) {
      refuse(context, refusal);
    }
  }

  private void turnAway(RoutingContext context, Caller.Stranger stranger) {
    refuse(context, Refusal.of(Reason.UNAUTHENTICATED, stranger.why()));
  }

  private void refuse(RoutingContext context, Refusal refusal) {
    PageChannel channel = context.get(CHANNEL);
    answer(sends.submit(channel).refused(null, "", refusal), channel).writeTo(context.response());
  }
}
