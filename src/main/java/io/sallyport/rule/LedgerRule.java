package io.sallyport.rule;

import io.sallyport.contact.ContactState;
import java.util.Map;

/**
 * A rule that is judged by what is known of the number and the contact. {@code
 * resources/redis/rules/<script>.lua} is its part of the script, which refuses; this file has its
 * terms, its grounds and its sentences.
 */
public interface LedgerRule {

  Reason reason();

  /** The rule's part of the script: a file in {@code resources/redis/rules}, without its ending. */
  default String script() {
    return reason().wire();
  }

  /** Whether the rule looks at such a send at all; else its part is left out of the script. */
  default boolean appliesTo(Terms terms) {
    return true;
  }

  /**
   * What the rule's part of the script reads of the terms of a send, by name: numbers, truth values
   * and words. Durations are in the unit their name says, seconds without one.
   */
  Map<String, Object> terms(Terms terms);

  /**
   * The grounds the script refused on.
   *
   * @param kind which of the rule's grounds, in the script's word
   */
  Grounds grounds(String kind, Facts facts);

  /** Why a send passes, or why the rule does not look at it. */
  String because(boolean applies, Terms terms, ContactState state);

  /** Of a rule whose script part answered with a word that this file does not know. */
  static IllegalStateException unknown(String kind) {
    return new IllegalStateException("the script refused with " + kind);
  }
}
