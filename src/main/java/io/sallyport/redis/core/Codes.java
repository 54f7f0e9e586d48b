package io.sallyport.redis.core;

import io.sallyport.contact.Window;
import io.sallyport.ledger.Held;
import io.sallyport.ledger.NumberState.Gap;
import io.sallyport.ledger.Observation.Via;
import io.sallyport.pricing.Charge;
import io.sallyport.rule.Reason;
import io.sallyport.template.Category;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The letters the scripts use for our words. They are stored: add to them, never change them. */
public final class Codes {

  /** A country nobody knows, as in the Unicode CLDR. */
  private static final String NO_COUNTRY = "ZZ";

  static final String NOT_OBSERVED = "-";

  /** What a reservation's id starts with: a message's mark never does. */
  public static final String RESERVATION = "r";

  static final String HELD_MARKETING_SLOT = "s";
  static final String HELD_PAIR_RATE = "p";
  static final String HELD_THROUGHPUT = "t";
  static final String HELD_MARKETING_RATE = "m";
  static final String HELD_RIGHT = "r";

  public static final String SPEND_MESSAGES = "m";
  public static final String SPEND_BILLABLE = "b";
  public static final String SPEND_EXPECTED = "e";
  public static final String SPEND_CONFIRMED = "c";

  /** What was heard of a message to a group. */
  public static final String DELIVERED = "d";

  public static final String FAILED = "f";
  public static final String NOTHING_HEARD = "-";

  private Codes() {}

  public static String of(Category category) {
    return switch (category.name()) {
      case "MARKETING" -> "M";
      case "UTILITY" -> "U";
      case "AUTHENTICATION" -> "A";
      case "SERVICE" -> "S";
      case "GENERAL_PURPOSE_AI" -> "G";
      default -> "X";
    };
  }

  public static Category category(String code) {
    return switch (code) {
      case "M" -> Category.MARKETING;
      case "U" -> Category.UTILITY;
      case "A" -> Category.AUTHENTICATION;
      case "S" -> Category.SERVICE;
      case "G" -> Category.GENERAL_PURPOSE_AI;
      default -> Category.UNKNOWN;
    };
  }

  public static String ofCountry(@Nullable String country) {
    return country == null ? NO_COUNTRY : country;
  }

  public static @Nullable String country(String code) {
    return code.equals(NO_COUNTRY) ? null : code;
  }

  public static String of(Window.State state) {
    return switch (state) {
      case OPEN -> "o";
      case CLOSED -> "c";
      case UNKNOWN -> "u";
    };
  }

  public static String of(Charge charge) {
    return switch (charge) {
      case REGULAR -> "r";
      case FREE_ENTRY_POINT -> "f";
      case IN_CONVERSATION -> "c";
      case FREE_QUOTA -> "q";
      case FREE_CUSTOMER_SERVICE -> "s";
    };
  }

  public static Charge charge(String code) {
    return switch (code) {
      case "r" -> Charge.REGULAR;
      case "f" -> Charge.FREE_ENTRY_POINT;
      case "c" -> Charge.IN_CONVERSATION;
      case "q" -> Charge.FREE_QUOTA;
      default -> Charge.FREE_CUSTOMER_SERVICE;
    };
  }

  /** A message needs no letter: it is the most. */
  public static String of(Via via) {
    return switch (via) {
      case MESSAGE -> "";
      case CALL -> "c";
      case STANDBY -> "s";
      case UNSUPPORTED -> "u";
      case IMPORT -> "z";
      case EVENT -> "e";
    };
  }

  public static Via via(String code) {
    return switch (code) {
      case "c" -> Via.CALL;
      case "s" -> Via.STANDBY;
      case "u" -> Via.UNSUPPORTED;
      case "z" -> Via.IMPORT;
      case "e" -> Via.EVENT;
      default -> Via.MESSAGE;
    };
  }

  static int of(Gap gap) {
    return switch (gap) {
      case NOTHING_BEFORE -> 1;
      case NOT_STORED -> 2;
      case SILENCE -> 3;
      case UNHEARD_SENDS -> 4;
      case DISCONNECTED -> 5;
    };
  }

  /** What covered.lua and connection.lua answer, and keep. */
  public static @Nullable Gap gap(long code) {
    return switch ((int) code) {
      case 1 -> Gap.NOTHING_BEFORE;
      case 2 -> Gap.NOT_STORED;
      case 3 -> Gap.SILENCE;
      case 4 -> Gap.UNHEARD_SENDS;
      case 5 -> Gap.DISCONNECTED;
      default -> null;
    };
  }

  /** A letter for each thing that is held. */
  public static String of(Held held) {
    return (held.marketingSlot() ? HELD_MARKETING_SLOT : "")
        + (held.pairRate() ? HELD_PAIR_RATE : "")
        + (held.throughput() ? HELD_THROUGHPUT : "")
        + (held.marketingRate() ? HELD_MARKETING_RATE : "")
        + (held.right() ? HELD_RIGHT : "");
  }

  public static Held held(String letters) {
    return letters.isEmpty()
        ? Held.NOTHING
        : new Held(
            letters.contains(HELD_MARKETING_SLOT),
            letters.contains(HELD_PAIR_RATE),
            letters.contains(HELD_THROUGHPUT),
            letters.contains(HELD_MARKETING_RATE),
            letters.contains(HELD_RIGHT));
  }

  public static String ofObserved(@Nullable Reason reason) {
    return reason == null
        ? NOT_OBSERVED
        : Objects.requireNonNull(reason.letter(), "never observed on a send");
  }

  public static Reason observed(String code) {
    return Reason.ofLetter(code);
  }
}
