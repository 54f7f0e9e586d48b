package io.sallyport.rule;

import io.sallyport.template.Category;
import java.util.Map;

/** What a channel other than WhatsApp holds its sends to. */
public interface OwnTerms {

  /**
   * What a ledger must hold the send to. There must be few different ones: each is a script.
   *
   * @param enforcement of the channel's rules
   */
  Terms terms(Submission send, PolicySettings settings, Map<Reason, Enforcement> enforcement);

  /** What the send is told to be in {@code Sallyport-Category}. */
  Category category(Submission send);
}
