package io.sallyport.twin.kommo.amojo;

/**
 * What is documented nowhere, to be played either way (connector-facts A15). Tests of a channel run
 * with both.
 */
public final class Gaps {
  private volatile boolean refusesRepeatedMsgid;
  private volatile boolean refusesBothStatuses;

  /** A msgid that is known: 400, or the first answer again without a second message. */
  public boolean refusesRepeatedMsgid() {
    return refusesRepeatedMsgid;
  }

  public void refusesRepeatedMsgid(boolean to) {
    refusesRepeatedMsgid = to;
  }

  /** A delivery status with both {@code status_code} and {@code delivery_status}: 400, or taken. */
  public boolean refusesBothStatuses() {
    return refusesBothStatuses;
  }

  public void refusesBothStatuses(boolean to) {
    refusesBothStatuses = to;
  }

  public void reset() {
    refusesRepeatedMsgid = false;
    refusesBothStatuses = false;
  }
}
