package io.sallyport.rule;

/**
 * How fast a number may send.
 *
 * @param throughput messages per second, in and out (platform-facts.md#throughput)
 * @param fixed whether that stands though Meta raises the number's throughput
 * @param marketing marketing sends per second; 0 for no limit of their own
 */
public record Rates(int throughput, boolean fixed, double marketing) {

  /** What every number may send, until Meta raises it (platform-facts.md#throughput). */
  public static final int STANDARD = 80;

  /**
   * What a number may send that is also used in the WhatsApp Business app
   * (platform-facts.md#throughput).
   */
  public static final int COEXISTENCE = 20;

  public static final Rates DEFAULT = new Rates(STANDARD, false, 0);

  /** The same, with so many marketing sends per second. */
  Rates withMarketing(double perSecond) {
    return new Rates(throughput, fixed, perSecond);
  }

  public Rates {
    if (throughput < 1 || !(marketing >= 0)) {
      throw new IllegalArgumentException("not a rate");
    }
  }
}
