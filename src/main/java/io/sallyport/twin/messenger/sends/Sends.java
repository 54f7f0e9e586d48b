package io.sallyport.twin.messenger.sends;

import io.sallyport.twin.http.Request;
import io.sallyport.twin.http.Response;
import io.sallyport.twin.messenger.accounts.Account;
import io.sallyport.twin.messenger.accounts.Mids;
import io.sallyport.twin.messenger.hooks.MessengerWebhooks;
import io.sallyport.twin.platform.TwinClock;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** {@code POST …/messages}: takes a send, keeps it, and tells the app of it by an echo. */
public final class Sends {
  private static final int KEPT = 50_000;

  private final TwinClock clock;
  private final SendRules rules;
  private final MessengerWebhooks webhooks;
  private final Duration echoDelay;
  private final Deque<Sent> kept = new ArrayDeque<>();

  /**
   * @param echoDelay from taking a send to its echo, in the twin's time
   */
  public Sends(TwinClock clock, SendRules rules, MessengerWebhooks webhooks, Duration echoDelay) {
    this.clock = clock;
    this.rules = rules;
    this.webhooks = webhooks;
    this.echoDelay = echoDelay;
  }

  /**
   * Takes a send or refuses it.
   *
   * @param under the accounts that are sent to under the path, at least one
   */
  public Response answer(List<Account> under, Request request) {
    boolean instagramsHost = under.get(0).isAtInstagramsHost();
    Draft draft;
    try {
      draft = DraftReader.read(request);
    } catch (IllegalArgumentException unreadable) {
      return Problem.invalid(String.valueOf(unreadable.getMessage())).response(instagramsHost);
    }
    Verdict verdict = rules.take(under, draft, clock.now());
    Problem problem = verdict.problem();
    return problem == null ? taken(verdict, draft) : problem.response(instagramsHost);
  }

  private Response taken(Verdict verdict, Draft draft) {
    JsonObject answer = new JsonObject();
    if (verdict.person() != null) {
      answer.put("recipient_id", verdict.person());
    }
    if (draft.action() != null) {
      return Response.ok(answer);
    }
    Account account = verdict.account();
    Sent sent =
        new Sent(
            Mids.next(account.network()),
            account.id(),
            draft.key(),
            verdict.person(),
            draft.text(),
            clock.now());
    keep(sent);
    echo(account, draft, sent);
    return Response.ok(answer.put("message_id", sent.mid()));
  }

  private void echo(Account account, Draft draft, Sent sent) {
    String person = sent.person();
    if (person == null || draft.message() == null) {
      return;
    }
    JsonObject message = JsonObject.of("mid", sent.mid(), "is_echo", true);
    for (String member : List.of("text", "metadata")) {
      if (draft.message().containsKey(member)) {
        message.put(member, draft.message().getValue(member));
      }
    }
    Instant due = sent.at().plus(echoDelay);
    clock.at(due, () -> webhooks.ofBusiness(account, person, sent.at(), message));
  }

  private synchronized void keep(Sent sent) {
    kept.addLast(sent);
    if (kept.size() > KEPT) {
      kept.removeFirst();
    }
  }

  /** Newest last. */
  public synchronized List<Sent> all() {
    return List.copyOf(kept);
  }

  public synchronized void clear() {
    kept.clear();
  }
}
