package io.sallyport.channel;

import io.sallyport.message.BodyFormat;
import io.sallyport.message.PageMessageReader;
import io.sallyport.message.Reading;
import io.sallyport.message.SendAnswer;
import io.sallyport.rule.Rules;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Messenger, and Instagram by either login (platform-facts.md#pages). */
public enum PageChannel implements Channel {
  /** Of a Facebook Page; persons have ids of the Page's. */
  MESSENGER,
  /** Instagram by its linked Page, which is what is sent to. */
  INSTAGRAM,
  /** Instagram by a login of its own, on a host of its own. */
  INSTAGRAM_LOGIN;

  private static final int NOT_PERMITTED = 10;

  /** On Messenger, on Instagram, and of an older tag. */
  private static final Set<Integer> OUTSIDE = Set.of(2018278, 2534022, 2018065);

  @Override
  public Reading read(byte[] body, BodyFormat format, @Nullable String country) {
    return PageMessageReader.read(body, format);
  }

  @Override
  public Rules rules() {
    return this == MESSENGER ? Rules.OF_MESSENGER : Rules.OF_INSTAGRAM;
  }

  @Override
  public boolean isShut(SendAnswer refusal) {
    Integer code = refusal.errorCode();
    Integer subcode = refusal.errorSubcode();
    return code != null && code == NOT_PERMITTED && subcode != null && OUTSIDE.contains(subcode);
  }
}
