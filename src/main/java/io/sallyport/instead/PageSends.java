package io.sallyport.instead;

import io.sallyport.channel.PageChannel;
import io.sallyport.contact.Contact;
import io.sallyport.message.PageMessage;
import io.sallyport.rule.BusinessNumber;
import io.sallyport.rule.Endpoint;
import io.sallyport.rule.Submission;
import io.sallyport.rule.Terms;
import io.sallyport.send.ExplainSend;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/** The use cases of Messenger and Instagram, for each of the channels. */
public final class PageSends {

  private final Map<PageChannel, UseCases> all;

  public PageSends(Map<PageChannel, UseCases> all) {
    this.all = new EnumMap<>(all);
  }

  public SubmitSend submit(PageChannel channel) {
    return cases(channel).submit();
  }

  public ExplainSend explain(PageChannel channel) {
    return cases(channel).explain();
  }

  /** What a message to a person is held to. */
  public Terms terms(PageChannel channel, BusinessNumber account, Contact person, Instant now) {
    return cases(channel)
        .policies()
        .terms(
            new Submission(
                account, Endpoint.MESSAGES, PageMessage.plain(person), null, false, now));
  }

  private UseCases cases(PageChannel channel) {
    return Objects.requireNonNull(all.get(channel));
  }
}
