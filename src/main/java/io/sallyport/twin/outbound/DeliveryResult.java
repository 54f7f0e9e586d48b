package io.sallyport.twin.outbound;

/** What happens to a message after it was accepted. */
sealed interface DeliveryResult {
  record Delivered(Pricing pricing) implements DeliveryResult {}

  record Failed(Failure failure) implements DeliveryResult {}
}
