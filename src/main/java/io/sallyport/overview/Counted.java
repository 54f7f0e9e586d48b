package io.sallyport.overview;

/** What is counted by the minute; words are lower case, without colons. */
public sealed interface Counted {

  /**
   * Decisions.
   *
   * @param decision as {@code Sallyport-Decision} has it
   * @param reason as {@code Sallyport-Reason} has it, or {@code none}
   */
  record Decided(String decision, String reason) implements Counted {}

  /**
   * Times Meta did otherwise than was thought.
   *
   * @param kind {@code closed_after_all} or {@code delivered_after_all}
   * @param about the cause, or the reason
   */
  record Contradicted(String kind, String about) implements Counted {}
}
