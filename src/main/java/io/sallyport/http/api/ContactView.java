package io.sallyport.http.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.sallyport.contact.Consent;
import io.sallyport.contact.Contact;
import io.sallyport.contact.ContactState;
import io.sallyport.contact.FirstResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A contact, as the gateway API shows it. */
public record ContactView(
    String contact,
    List<String> names,
    WindowView window,
    FreeEntryPointView fep,
    ConsentView consent,
    MarketingView marketing,
    @JsonProperty("first_response") FirstResponseView firstResponse) {

  /**
   * The free entry point window.
   *
   * @param state none, pending or open
   */
  public record FreeEntryPointView(
      String state, @JsonProperty("expires_at") @Nullable Instant expiresAt) {}

  /**
   * The newest consent.
   *
   * @param state none, opt_in or opt_out
   */
  public record ConsentView(String state, @Nullable String source, @Nullable Instant at) {

    static ConsentView of(Consent consent) {
      return new ConsentView(ApiCalls.word(consent.state()), consent.source(), consent.at());
    }
  }

  /** The marketing allowance. */
  public record MarketingView(
      int sent, int allowed, @JsonProperty("next_at") @Nullable Instant nextAt) {}

  /** How fast the business answers. */
  public record FirstResponseView(
      @JsonProperty("waiting_since") @Nullable Instant waitingSince,
      @JsonProperty("last_seconds") @Nullable Long lastSeconds) {

    static FirstResponseView of(FirstResponse firstResponse) {
      Duration last = firstResponse.last();
      return new FirstResponseView(
          firstResponse.waitingSince(), last == null ? null : last.toSeconds());
    }
  }

  /**
   * @param allowed marketing sends per conversation
   */
  static ContactView of(ContactState state, int allowed) {
    return new ContactView(
        state.contact().id(),
        state.names().stream().map(Contact::id).toList(),
        WindowView.of(state.window()),
        new FreeEntryPointView(
            ApiCalls.word(state.freeEntryPoint().state()), state.freeEntryPoint().expiresAt()),
        ConsentView.of(state.consent()),
        new MarketingView(state.marketing().sent(), allowed, state.marketing().nextAt()),
        FirstResponseView.of(state.firstResponse()));
  }
}
