package io.sallyport.audit;

import io.vertx.core.Future;
import java.util.List;

/** How replicas tell each other of decisions. What is lost is lost. */
public interface DecisionWire {

  /**
   * Asks the other replicas to tell what they decide, for {@link LiveDecisions#ASKED_FOR}.
   *
   * @return complete when it was passed on
   */
  Future<Void> ask();

  /** Tells them some, each a JSON object. */
  void tell(List<String> decisions);
}
