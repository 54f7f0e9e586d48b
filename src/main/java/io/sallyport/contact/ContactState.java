package io.sallyport.contact;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

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

  /** All its names, and the one that was asked for, which may be of a contact never seen. */
  public Set<Contact> names(Contact asked) {
    Set<Contact> all = new HashSet<>(names);
    all.add(asked);
    all.add(contact);
    return all;
  }
}
