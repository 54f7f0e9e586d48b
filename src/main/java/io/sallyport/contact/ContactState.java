package io.sallyport.contact;

import java.util.List;

/**
 * What is known about a contact at one moment.
 *
 * @param contact the name the state is stored under
 * @param names all its names, that one included; empty for a contact never seen
 */
public record ContactState(
    Contact contact,
    List<Contact> names,
    Window window,
    FreeEntryPoint freeEntryPoint,
    Consent consent,
    MarketingUse marketing,
    FirstResponse firstResponse) {

  public ContactState {
    names = List.copyOf(names);
  }
}
