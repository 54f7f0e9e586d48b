package io.sallyport.connector;

import io.sallyport.audit.DecisionRecord;
import io.sallyport.rule.Refusal;
import io.sallyport.send.Send;
import org.jspecify.annotations.Nullable;

/**
 * How one kind of CRM hands over a send and is answered.
 *
 * @param <C> a call of such a CRM, its body read
 */
public interface Inlet<C> {

  /** Why a call cannot be a send; null when it can. */
  @Nullable Refusal refusal(C call);

  /** The send that a call without a fault asks for. */
  Send send(C call);

  /** What the CRM is answered, in the form its software reads. */
  HttpAnswer answer(DecisionRecord decided);
}
