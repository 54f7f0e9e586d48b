package io.sallyport.send;

import io.sallyport.channel.Channel;
import io.sallyport.circuit.Circuits;
import io.sallyport.ledger.Ledger;
import io.sallyport.rule.Policies;
import io.sallyport.template.TemplateRegistry;

/**
 * What decides a channel's sends, and explains them.
 *
 * @param shared what is counted over several numbers
 */
public record Deciders(
    Channel channel,
    Policies policies,
    TemplateRegistry templates,
    Ledger ledger,
    SharedStores shared,
    Circuits circuits) {

  /** Another channel's, which has rules of its own. */
  public Deciders on(Channel other, Policies itsPolicies) {
    return new Deciders(other, itsPolicies, templates, ledger, shared, circuits);
  }

  TemplateLookup templateLookup() {
    return new TemplateLookup(templates, ledger);
  }
}
