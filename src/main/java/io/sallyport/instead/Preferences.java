package io.sallyport.instead;

import io.sallyport.template.Template;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a caller wants rather than a refusal: by the configuration of its client, and by the headers
 * of a send.
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

  /** As Meta allows names: up to 512 small letters, digits and underscores. */
  private static final Pattern FALLBACK =
      Pattern.compile("([a-z0-9_]{1,512})/([A-Za-z0-9]{2,8}(?:_[A-Za-z0-9]{2,8})*)");

  /**
   * A client's, as its configuration or an operator's {@code PUT} states them. What is not written
   * as it must be is left out: both were checked before.
   *
   * @param fallback {@code <template>/<language>}; null for none
   * @param hold reasons, see {@link HoldReason#of}; null for none
   */
  public static Preferences ofClient(@Nullable String fallback, @Nullable List<String> hold) {
    return fallback == null && hold == null
        ? NONE
        : new Preferences(
            false,
            fallback == null ? null : fallback(fallback).orElse(null),
            null,
            hold == null ? List.of() : HoldReason.all(hold));
  }

  /** Those of an opener that goes out for a parked send: it can be held, and nothing else. */
  Preferences ofOpener() {
    return new Preferences(false, null, null, holds);
  }

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
