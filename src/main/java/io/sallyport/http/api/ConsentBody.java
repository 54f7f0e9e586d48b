package io.sallyport.http.api;

import jakarta.ws.rs.WebApplicationException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Consent as the business states it.
 *
 * @param state opt_in or opt_out
 * @param source who says so, 1 to 64 printable characters; default api
 * @param at when it was given or withdrawn, RFC 3339, kept in whole seconds; default now
 */
public record ConsentBody(String state, String source, Instant at) {

  private static final String OPT_IN = "opt_in";
  private static final Set<String> STATES = Set.of(OPT_IN, "opt_out");
  private static final Set<String> MEMBERS = Set.of("state", "source", "at");

  private static final String DEFAULT_SOURCE = "api";

  /** The year WhatsApp began: an earlier time is a mistake, as is one in milliseconds. */
  private static final Instant EARLIEST = Instant.parse("2009-01-01T00:00:00Z");

  /** Allows for clocks that differ. A time far in the future would outlast all later consents. */
  private static final Duration AHEAD = Duration.ofMinutes(5);

  boolean optsIn() {
    return state.equals(OPT_IN);
  }

  /**
   * Reads a consent.
   *
   * @throws WebApplicationException saying which member is wrong and why
   */
  static ConsentBody read(byte[] body, Instant now) {
    BodyMembers members = BodyMembers.read(body, MEMBERS);
    return new ConsentBody(
        state(members.text("state")), source(members.text("source")), at(members.text("at"), now));
  }

  private static String state(@Nullable String state) {
    if (state == null || !STATES.contains(state)) {
      throw ApiCalls.invalid("`state` must be opt_in or opt_out.");
    }
    return state;
  }

  private static String source(@Nullable String source) {
    if (source == null) {
      return DEFAULT_SOURCE;
    }
    if (!ConsentSource.isOneLine(source)) {
      throw ApiCalls.invalid(
          "`source` must be 1 to " + ConsentSource.LONGEST + " printable characters on one line.");
    }
    if (ConsentSource.isOurs(source)) {
      throw ApiCalls.invalid("`source` must not be meta or keyword: the gateway says so itself.");
    }
    return source;
  }

  private static Instant at(@Nullable String at, Instant now) {
    if (at == null) {
      return now.truncatedTo(ChronoUnit.SECONDS);
    }
    Instant stated;
    try {
      stated = OffsetDateTime.parse(at).toInstant().truncatedTo(ChronoUnit.SECONDS);
    } catch (DateTimeException e) {
      throw ApiCalls.invalid("`at` must be a time as RFC 3339 has it: 2026-11-22T13:42:16Z.");
    }
    if (stated.isBefore(EARLIEST) || stated.isAfter(now.plus(AHEAD))) {
      throw ApiCalls.invalid(
          "`at` must be between " + EARLIEST + " and 5 minutes from now (" + now + ").");
    }
    return stated;
  }
}
