package io.sallyport.http.access;

import io.sallyport.account.Client;
import io.sallyport.instead.HoldReason;
import io.sallyport.instead.ParkWish;
import io.sallyport.instead.Preferences;
import io.sallyport.template.Template;
import io.vertx.core.MultiMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

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

  /** Of headers without a fault. */
  public static Preferences of(MultiMap headers, Caller caller) {
    Client client = caller instanceof Caller.Known known ? known.client() : null;
    String fallback = headers.get(FALLBACK);
    String park = headers.get(PARK);
    Template.@Nullable Key template =
        fallback == null ? ofClient(client) : Preferences.fallback(fallback).orElse(null);
    List<HoldReason> holds = client == null ? List.of() : client.holds();
    boolean waits = prefersToWait(headers);
    return template == null && !waits && park == null && holds.isEmpty()
        ? Preferences.NONE
        : new Preferences(
            waits, template, park == null ? null : ParkWish.of(park).orElse(null), holds);
  }

  private static Template.@Nullable Key ofClient(@Nullable Client client) {
    return client == null ? null : client.fallback();
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
