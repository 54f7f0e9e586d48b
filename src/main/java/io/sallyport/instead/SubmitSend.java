package io.sallyport.instead;

import io.sallyport.audit.Audit;
import io.sallyport.audit.DecisionRecord;
import io.sallyport.rule.Refusal;
import io.sallyport.send.Decision;
import io.sallyport.send.Result;
import io.sallyport.send.Send;
import io.vertx.core.Future;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A send as a caller submits it: decided, or done something else with, and noted. */
public final class SubmitSend {

  private final Sender sender;
  private final List<Instead> ways;
  private final Audit audit;

  /**
   * The use case of every caller.
   *
   * @param ways instead of a refusal; the first that takes a send has it
   */
  public SubmitSend(Sender sender, List<Instead> ways, Audit audit) {
    this.sender = sender;
    this.ways = List.copyOf(ways);
    this.audit = audit;
  }

  /**
   * Decides a send and, if it may leave, lets it out once.
   *
   * @param preferences what the caller wants rather than a refusal
   */
  public Future<DecisionRecord> handle(Send send, Preferences preferences) {
    return sender
        .handle(send, preferences)
        .compose(
            decision ->
                decision.result() instanceof Result.Refused refused
                    ? instead(send, preferences, decision, refused.refusal(), decision, 0)
                        .map(other -> noted(send, other))
                    : Future.succeededFuture(noted(send, decision)));
  }

  /**
   * The first way that takes it.
   *
   * @param answer what is told if none does: the refusal, or why the last way did not
   */
  private Future<Decision> instead(
      Send send,
      Preferences preferences,
      Decision decision,
      Refusal refusal,
      Decision answer,
      int way) {
    if (way == ways.size()) {
      return Future.succeededFuture(answer);
    }
    return ways.get(way)
        .of(send, preferences, decision, refusal)
        .compose(
            other -> {
              boolean isTaken = other != null && !(other.result() instanceof Result.Refused);
              return isTaken
                  ? Future.succeededFuture(other)
                  : instead(
                      send,
                      preferences,
                      decision,
                      refusal,
                      other == null ? answer : other,
                      way + 1);
            });
  }

  private DecisionRecord noted(Send send, Decision decision) {
    return audit.answered(send.number().phoneNumberId(), send.client(), decision);
  }

  /** Notes a call that was refused before there was a send. */
  public DecisionRecord refused(@Nullable String phoneNumberId, String client, Refusal refusal) {
    return audit.answered(phoneNumberId, client, Decision.refused(refusal));
  }

  /** Notes a call, which is no send, that passes and would have been refused. */
  public DecisionRecord passed(String client, Refusal observed) {
    return audit.answered(null, client, Decision.passed(observed));
  }
}
