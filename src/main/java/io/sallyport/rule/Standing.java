package io.sallyport.rule;

import io.sallyport.message.SendClass;
import io.sallyport.template.Category;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the rules that look at a message alone let it pass on, so that they can judge it again under
 * other settings.
 *
 * @param direct the category that a Direct Send states; null for another message
 * @param template the category that a template is taken to have; null for another message
 * @param isListed whether that template is known
 * @param at the gateway's time, for prices and quiet hours
 * @param found rules that would have refused it, were they enforced
 */
public record Standing(
    SendClass sendClass,
    @Nullable Category direct,
    @Nullable Category template,
    boolean isListed,
    Instant at,
    List<Reason> found) {

  public Standing {
    found = List.copyOf(found);
  }

  /** The free-form message in whose place a template was sent. */
  public Standing asText() {
    return new Standing(SendClass.FREE_FORM, null, null, false, at, List.of());
  }
}
