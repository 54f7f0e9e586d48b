package io.sallyport.http.api;

import io.sallyport.contact.ContactState;
import io.sallyport.http.api.ContactView.ConsentView;

/** A person on Messenger or Instagram, as the gateway API shows it. */
public record AccountContactView(String contact, WindowView window, ConsentView consent) {

  static AccountContactView of(ContactState state) {
    return new AccountContactView(
        state.contact().id(), WindowView.of(state.window()), ConsentView.of(state.consent()));
  }
}
