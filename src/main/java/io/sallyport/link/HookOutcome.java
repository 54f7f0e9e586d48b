package io.sallyport.link;

/** What became of what a CRM has posted to a connector, when it was posted; for meters. */
public enum HookOutcome {
  QUEUED,
  /** Signed, but there is nothing in it that is known. */
  NOTHING,
  /** Signed, and no JSON: it is answered with 200, since posting it again would not help. */
  UNREADABLE,
  BAD_SIGNATURE,
  UNKNOWN_SCOPE,
  /** Too large, or cut off. */
  NOT_READ,
  /** Redis did not take it. */
  NOT_STORED
}
