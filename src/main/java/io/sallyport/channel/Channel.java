package io.sallyport.channel;

import io.sallyport.message.BodyFormat;
import io.sallyport.message.Reading;
import io.sallyport.message.SendAnswer;
import io.sallyport.rule.Rules;
import org.jspecify.annotations.Nullable;

/** What differs between WhatsApp and other channels: how a send is read, and which rules it has. */
public interface Channel {

  /**
   * Reads a send.
   *
   * @param country of the business number, ISO 3166 alpha-2, whose national numbers may be used
   */
  Reading read(byte[] body, BodyFormat format, @Nullable String country);

  Rules rules();

  /** Whether Meta's refusal says that the send is outside of its window. */
  default boolean isShut(SendAnswer refusal) {
    return false;
  }
}
