package io.sallyport.webhook;

/** An item of a delivery cannot be read. It is skipped, and the others are read. */
final class Unreadable extends RuntimeException {

  Unreadable() {
    super(null, null, false, false);
  }
}
