package io.sallyport.ledger;

import io.sallyport.contact.Contact;
import java.util.List;

/**
 * Meta took a send.
 *
 * @param wamid Meta's id of the message
 * @param names what Meta calls the recipient; none when it did not say
 */
public record Acceptance(String wamid, List<Contact> names) {

  public Acceptance {
    names = List.copyOf(names);
  }
}
