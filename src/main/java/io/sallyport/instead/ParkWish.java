package io.sallyport.instead;

import io.sallyport.template.Template;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * That a send waits until its contact writes.
 *
 * @param length how long at most
 * @param opener the template that asks the contact to write; null for none
 */
public record ParkWish(Duration length, Template.@Nullable Key opener) {

  private static final Duration LONGEST = Duration.ofDays(7);

  /** Days, hours, minutes and seconds; months and years have no fixed length. */
  private static final Pattern WRITTEN =
      Pattern.compile("(P[0-9DTHMS.]+)\\s*(?:;\\s*opener\\s*=\\s*(\\S+)\\s*)?");

  /**
   * A wish as it is written.
   *
   * @param written {@code <ISO 8601 duration>[; opener=<template>/<language>]}, as {@code PT8H;
   *     opener=hello/en_US}
   * @return empty when it is not so written, or not over 0 and at most seven days
   */
  public static Optional<ParkWish> of(String written) {
    Matcher matcher = WRITTEN.matcher(written.strip());
    if (!matcher.matches()) {
      return Optional.empty();
    }
    Duration length;
    try {
      length = Duration.parse(matcher.group(1));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
    if (length.isZero() || length.isNegative() || length.compareTo(LONGEST) > 0) {
      return Optional.empty();
    }
    String opener = matcher.group(2);
    if (opener == null) {
      return Optional.of(new ParkWish(length, null));
    }
    return Preferences.fallback(opener).map(template -> new ParkWish(length, template));
  }
}
