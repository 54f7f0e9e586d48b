package io.sallyport.redis;

import io.sallyport.contact.Contact;

/** Every key the gateway uses. The part in braces is the hash tag: what one script touches. */
final class Keys {

  /** Where replicas tell each other which WABA's templates changed; the message is the WABA id. */
  static final String TEMPLATES_CHANGED = "sp:templates-changed";

  private Keys() {}

  /**
   * Hash: {@code inbound}, {@code shut}, {@code sent}, {@code failed}, {@code stop}, {@code early}.
   */
  static String contact(String phoneNumberId, Contact contact) {
    return "sp:{" + phoneNumberId + "}:c:" + contact.id();
  }

  /** Hash: {@code covered}. */
  static String number(String phoneNumberId) {
    return "sp:{" + phoneNumberId + "}:n";
  }

  /** Hash: a field {@code name/language} per template, and {@code *} for when Meta was asked. */
  static String templates(String wabaId) {
    return "sp:{" + wabaId + "}:templates";
  }

  /** String: exists while nobody may ask Meta for the WABA's templates again. */
  static String templatesAsked(String wabaId) {
    return "sp:{" + wabaId + "}:templates-asked";
  }
}
