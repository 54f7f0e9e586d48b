package io.sallyport.instead;

import io.sallyport.template.Template;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a caller wants rather than a refusal.
 *
 * @param respondAsync to wait, where a throttle refuses for a time
 * @param fallback the template a text is sent as when the window is closed; null for none
 * @param park to wait until the contact writes, when the window is closed; null for not
 * @param holds what a person is to let go first
 */
public record Preferences(
    boolean respondAsync,
    Template.@Nullable Key fallback,
    @Nullable ParkWish park,
    List<HoldReason> holds) {

  /** To be refused. */
  public static final Preferences NONE = new Preferences(false, null, null, List.of());

  /** The same for a message that goes out beside, which is only held. */
  Preferences ofOpener() {
    return new Preferences(false, null, null, holds);
  }

  /** As Meta allows names: up to 512 small letters, digits and underscores. */
  private static final Pattern FALLBACK =
      Pattern.compile("([a-z0-9_]{1,512})/([A-Za-z0-9]{2,8}(?:_[A-Za-z0-9]{2,8})*)");

  /**
   * A fallback as it is configured or asked for.
   *
   * @param written {@code <template>/<language>}, as {@code order_update/en_US}
   * @return empty when it is not so written
   */
  public static Optional<Template.Key> fallback(String written) {
    Matcher matcher = FALLBACK.matcher(written);
    return matcher.matches()
        ? Optional.of(new Template.Key(matcher.group(1), matcher.group(2)))
        : Optional.empty();
  }
}
