package io.sallyport.http.access;

import io.sallyport.instead.ParkWish;
import io.sallyport.instead.Preferences;
import io.vertx.core.MultiMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Reads what a caller wants rather than a refusal. */
public final class PreferenceHeaders {

  private static final String FALLBACK = "Sallyport-Fallback";

  private static final String PARK = "Sallyport-Park";

  /** Switches the client's own off. */
  private static final String NO_FALLBACK = "none";

  private static final String BAD_FALLBACK =
      "Sallyport-Fallback must be <template>/<language>, as order_update/en_US, or none, and stand"
          + " once.";

  private static final String BAD_PARK =
      "Sallyport-Park must be an ISO 8601 duration in days, hours, minutes and seconds, over 0 and"
          + " at most P7D, and may name an opener: PT8H; opener=<template>/<language>; and stand"
          + " once.";

  private PreferenceHeaders() {}

  /** What is wrong with them; empty when nothing is. */
  public static Optional<String> fault(MultiMap headers) {
    if (!isFit(headers.getAll(FALLBACK), PreferenceHeaders::isFallback)) {
      return Optional.of(BAD_FALLBACK);
    }
    return isFit(headers.getAll(PARK), value -> ParkWish.of(value).isPresent())
        ? Optional.empty()
        : Optional.of(BAD_PARK);
  }

  private static boolean isFit(List<String> values, Predicate<String> fits) {
    return values.isEmpty() || (values.size() == 1 && fits.test(values.get(0)));
  }

  private static boolean isFallback(String value) {
    return value.equals(NO_FALLBACK) || Preferences.fallback(value).isPresent();
  }

  /**
   * What a send's caller wants.
   *
   * @param headers without a fault
   * @param own the caller's, which stand where the headers say nothing
   */
  public static Preferences of(MultiMap headers, Preferences own) {
    String fallback = headers.get(FALLBACK);
    String park = headers.get(PARK);
    boolean waits = prefersToWait(headers);
    return fallback == null && park == null && !waits
        ? own
        : new Preferences(
            waits || own.respondAsync(),
            fallback == null ? own.fallback() : Preferences.fallback(fallback).orElse(null),
            park == null ? own.park() : ParkWish.of(park).orElse(null),
            own.holds());
  }

  /** {@code Prefer: respond-async} (RFC 7240 §4.1). */
  private static boolean prefersToWait(MultiMap headers) {
    for (String value : headers.getAll("Prefer")) {
      for (String preference : value.split(",", -1)) {
        String name = preference.split(";", 2)[0].strip();
        if (name.equalsIgnoreCase("respond-async")) {
          return true;
        }
      }
    }
    return false;
  }
}
