package io.sallyport.channel;

import io.sallyport.message.BodyFormat;
import io.sallyport.message.OutboundMessage;
import io.sallyport.message.Reading;
import io.sallyport.rule.Rules;
import org.jspecify.annotations.Nullable;

/** WhatsApp, by Meta's Cloud API. */
public final class WhatsApp implements Channel {

  public static final WhatsApp CHANNEL = new WhatsApp();

  private WhatsApp() {}

  @Override
  public Reading read(byte[] body, BodyFormat format, @Nullable String country) {
    return OutboundMessage.read(body, format, country);
  }

  @Override
  public Rules rules() {
    return Rules.OF_WHATSAPP;
  }
}
