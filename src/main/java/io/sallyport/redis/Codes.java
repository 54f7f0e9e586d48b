package io.sallyport.redis;

import io.sallyport.admission.NumberState.Gap;
import io.sallyport.admission.Observation.Via;
import io.sallyport.contact.Window;
import io.sallyport.policy.Reason;
import io.sallyport.pricing.Charge;
import io.sallyport.template.Category;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The letters the scripts use for our words. They are stored: add to them, never change them. */
final class Codes {

  /** A country nobody knows, as in the Unicode CLDR. */
  private static final String NO_COUNTRY = "ZZ";

  private static final String NOT_OBSERVED = "-";

  private Codes() {}

  static String of(Category category) {
    return switch (category.name()) {
      case "MARKETING" -> "M";
      case "UTILITY" -> "U";
      case "AUTHENTICATION" -> "A";
      case "SERVICE" -> "S";
      default -> "X";
    };
  }

  static Category category(String code) {
    return switch (code) {
      case "M" -> Category.MARKETING;
      case "U" -> Category.UTILITY;
      case "A" -> Category.AUTHENTICATION;
      case "S" -> Category.SERVICE;
      default -> Category.UNKNOWN;
    };
  }

  static String ofCountry(@Nullable String country) {
    return country == null ? NO_COUNTRY : country;
  }

  static @Nullable String country(String code) {
    return code.equals(NO_COUNTRY) ? null : code;
  }

  static String of(Window.State state) {
    return switch (state) {
      case OPEN -> "o";
      case CLOSED -> "c";
      case UNKNOWN -> "u";
    };
  }

  static Charge charge(String code) {
    return switch (code) {
      case "r" -> Charge.REGULAR;
      case "f" -> Charge.FREE_ENTRY_POINT;
      case "c" -> Charge.IN_CONVERSATION;
      case "q" -> Charge.FREE_QUOTA;
      default -> Charge.FREE_CUSTOMER_SERVICE;
    };
  }

  /** A message needs no letter: it is the most. */
  static String of(Via via) {
    return switch (via) {
      case MESSAGE -> "";
      case CALL -> "c";
      case STANDBY -> "s";
      case UNSUPPORTED -> "u";
      case IMPORT -> "z";
    };
  }

  static Via via(String code) {
    return switch (code) {
      case "c" -> Via.CALL;
      case "s" -> Via.STANDBY;
      case "u" -> Via.UNSUPPORTED;
      case "z" -> Via.IMPORT;
      default -> Via.MESSAGE;
    };
  }

  /** What covered.lua and connection.lua answer, and keep. */
  static @Nullable Gap gap(long code) {
    return switch ((int) code) {
      case 1 -> Gap.NOTHING_BEFORE;
      case 2 -> Gap.NOT_STORED;
      case 3 -> Gap.SILENCE;
      case 4 -> Gap.UNHEARD_SENDS;
      case 5 -> Gap.DISCONNECTED;
      default -> null;
    };
  }

  static String ofObserved(@Nullable Reason reason) {
    return reason == null
        ? NOT_OBSERVED
        : Objects.requireNonNull(reason.letter(), "never observed on a send");
  }

  static Reason observed(String code) {
    return Reason.ofLetter(code);
  }
}
