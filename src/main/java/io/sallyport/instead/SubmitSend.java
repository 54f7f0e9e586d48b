package io.sallyport.instead;

import io.sallyport.audit.Audit;
import io.sallyport.audit.DecisionRecord;
import io.sallyport.rule.Refusal;
import io.sallyport.send.Decision;
import io.sallyport.send.Result;
import io.sallyport.send.Send;
import io.sallyport.send.SendMessage;
import io.vertx.core.Future;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A send as a caller submits it: decided, or done something else with, and noted. */
public final class SubmitSend {

  private final SendMessage sendMessage;
  private final List<Instead> ways;
  private final Audit audit;

  /**
   * The use case of every caller.
   *
   * @param ways instead of a refusal; the first that takes a send has it
   */
  public SubmitSend(SendMessage sendMessage, List<Instead> ways, Audit audit) {
    this.sendMessage = sendMessage;
    this.ways = List.copyOf(ways);
    this.audit = audit;
  }

  /**
   * Decides a send and, if it may leave, lets it out once.
   *
   * @param preferences what the caller wants rather than a refusal
   */
  public Future<DecisionRecord> handle(Send send, Preferences preferences) {
    return sendMessage
        .handle(send)
        .compose(
            decision ->
                decision.result() instanceof Result.Refused refused
                    ? instead(send, preferences, decision, refused.refusal(), 0)
                        .map(other -> noted(send, other))
                    : Future.succeededFuture(noted(send, decision)));
  }

  private Future<Decision> instead(
      Send send, Preferences preferences, Decision decision, Refusal refusal, int way) {
    return way == ways.size()
        ? Future.succeededFuture(decision)
        : ways.get(way)
            .of(send, preferences, decision, refusal)
            .compose(
                other ->
                    other == null
                        ? instead(send, preferences, decision, refusal, way + 1)
                        : Future.succeededFuture(other));
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
