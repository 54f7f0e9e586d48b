package io.sallyport.webhook;

/** One item of a delivery cannot be read; the others can. */
final class Unreadable extends RuntimeException {

  Unreadable() {
    super(null, null, false, false);
  }
}
