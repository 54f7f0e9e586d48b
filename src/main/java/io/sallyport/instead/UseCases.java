package io.sallyport.instead;

import io.sallyport.audit.Audit;
import io.sallyport.rule.Policies;
import io.sallyport.send.ExplainSend;
import io.sallyport.send.SendMessage;
import java.util.List;

/**
 * What a channel's sends are submitted to and explained by.
 *
 * @param policies by which both judge
 */
public record UseCases(SubmitSend submit, ExplainSend explain, Policies policies) {

  /** Of a channel on which a refusal stands: nothing is done instead. */
  public static UseCases refusing(
      SendMessage sendMessage, ExplainSend explain, Policies policies, Audit audit) {
    return new UseCases(
        new SubmitSend((send, preferences) -> sendMessage.handle(send), List.of(), audit),
        explain,
        policies);
  }
}
