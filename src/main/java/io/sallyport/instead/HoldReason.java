package io.sallyport.instead;

import io.sallyport.message.SendClass;
import io.sallyport.send.Explanation;
import io.sallyport.template.Category;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a client's sends are held for, until a person lets them go.
 *
 * @param above of {@link Kind#PRICE}: held is what costs more, in the rate card's currency
 */
public record HoldReason(Kind kind, @Nullable BigDecimal above) {

  /** What is looked at. */
  public enum Kind {
    /** The contact never wrote and was never written to, as far as is known. */
    FIRST_CONTACT,
    MARKETING,
    UTILITY,
    /** Any template. */
    TEMPLATE,
    PRICE
  }

  /** How reasons are written. */
  public static final String WORDS =
      "use first_contact, marketing, utility, template or price>N, as price>0.05";

  private static final Pattern PRICE = Pattern.compile("price\\s*>\\s*(\\d{1,9}(?:\\.\\d{1,9})?)");

  /** A reason as it is written; empty when it is none. */
  public static Optional<HoldReason> of(String written) {
    String word = written.strip().toLowerCase(Locale.ROOT);
    Matcher price = PRICE.matcher(word);
    if (price.matches()) {
      return Optional.of(new HoldReason(Kind.PRICE, new BigDecimal(price.group(1))));
    }
    return List.of(Kind.FIRST_CONTACT, Kind.MARKETING, Kind.UTILITY, Kind.TEMPLATE).stream()
        .filter(kind -> kind.name().toLowerCase(Locale.ROOT).equals(word))
        .map(kind -> new HoldReason(kind, null))
        .findFirst();
  }

  /** Those that are reasons. */
  public static List<HoldReason> all(List<String> written) {
    return written.stream().flatMap(one -> of(one).stream()).toList();
  }

  /** Whether a send is held for it that would be forwarded. */
  boolean holds(Explanation send) {
    return switch (kind) {
      case FIRST_CONTACT -> send.isFirstContact();
      case MARKETING -> send.category() != null && send.category().isMarketing();
      case UTILITY -> send.category() != null && send.category().equals(Category.UTILITY);
      case TEMPLATE -> send.sendClass() == SendClass.TEMPLATE;
      case PRICE -> isDearer(send.amount());
    };
  }

  /** What has no price in the card may cost anything. */
  private boolean isDearer(@Nullable BigDecimal amount) {
    return above != null && (amount == null || amount.compareTo(above) > 0);
  }

  /** As it is written. */
  @Override
  public String toString() {
    return above == null ? kind.name().toLowerCase(Locale.ROOT) : "price>" + above.toPlainString();
  }
}
