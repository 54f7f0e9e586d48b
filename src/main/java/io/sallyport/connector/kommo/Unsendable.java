package io.sallyport.connector.kommo;

/** What can never be sent as it is. */
final class Unsendable extends Exception {
  private static final long serialVersionUID = 1L;
  private final String sentence;

  /**
   * Why.
   *
   * @param sentence for the manager
   */
  Unsendable(String sentence) {
    super(sentence, null, false, false);
    this.sentence = sentence;
  }

  String sentence() {
    return sentence;
  }
}
