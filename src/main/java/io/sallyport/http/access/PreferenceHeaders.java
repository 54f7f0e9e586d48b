package io.sallyport.http.access;

import io.sallyport.instead.Preferences;
import io.sallyport.template.Template;
import io.vertx.core.MultiMap;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads what a caller wants rather than a refusal. */
public final class PreferenceHeaders {

  private static final String FALLBACK = "Sallyport-Fallback";

  /** Switches the client's own off. */
  private static final String NO_FALLBACK = "none";

  private static final String BAD_FALLBACK =
      "Sallyport-Fallback must be <template>/<language>, as order_update/en_US, or none, and stand"
          + " once.";

  private PreferenceHeaders() {}

  /** What is wrong with them; empty when nothing is. */
  public static Optional<String> fault(MultiMap headers) {
    List<String> values = headers.getAll(FALLBACK);
    return values.isEmpty() || (values.size() == 1 && isFallback(values.get(0)))
        ? Optional.empty()
        : Optional.of(BAD_FALLBACK);
  }

  private static boolean isFallback(String value) {
    return value.equals(NO_FALLBACK) || Preferences.fallback(value).isPresent();
  }

  /** Of headers without a fault. */
  public static Preferences of(MultiMap headers, Caller caller) {
    String fallback = headers.get(FALLBACK);
    Template.@Nullable Key template =
        fallback == null ? ofClient(caller) : Preferences.fallback(fallback).orElse(null);
    boolean waits = prefersToWait(headers);
    return template == null && !waits ? Preferences.NONE : new Preferences(waits, template);
  }

  private static Template.@Nullable Key ofClient(Caller caller) {
    return caller instanceof Caller.Known known ? known.client().fallback() : null;
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
