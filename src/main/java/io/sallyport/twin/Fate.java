package io.sallyport.twin;

/** What happens to a message after it was accepted. */
sealed interface Fate {
  record Delivered(Pricing pricing) implements Fate {}

  record Failed(Failure failure) implements Fate {}
}
