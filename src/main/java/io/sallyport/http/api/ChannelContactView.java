package io.sallyport.http.api;

import io.sallyport.contact.ContactState;
import io.sallyport.contact.Window;
import java.time.Duration;
import java.time.Instant;

/**
 * A contact of a provider's channel, as the gateway API shows it.
 *
 * @param unanswered messages in a row without an answer
 */
public record ChannelContactView(String contact, WindowView window, int unanswered) {

  /** No window of a channel is that long: such a one has no end. */
  private static final Duration ENDLESS = Duration.ofDays(365);

  static ChannelContactView of(ContactState state, Instant now) {
    WindowView window = WindowView.of(state.window());
    Window known = state.window();
    boolean isEndless = known.expiresAt() != null && known.expiresAt().isAfter(now.plus(ENDLESS));
    return new ChannelContactView(
        state.contact().id(),
        isEndless ? new WindowView(window.state(), null, window.lastInboundAt()) : window,
        state.marketing().sent());
  }
}
