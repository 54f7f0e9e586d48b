package io.sallyport.message;

/** A message on a provider's channel: what it says stands in its class and its callback data. */
public record OnChannel() implements OwnMessage {

  static final OnChannel MESSAGE = new OnChannel();
}
