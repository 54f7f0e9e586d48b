package io.sallyport.connector.kommo;

import io.sallyport.account.ListedNumber;
import io.sallyport.account.Numbers.Held;
import io.sallyport.link.Links;
import io.vertx.core.Future;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What Kommo calls an account's number: as configured, or as Meta's webhooks show it; before the
 * first of them as Meta lists it.
 */
@Singleton
final class Sources {

  private static final Duration LIFE = Duration.ofDays(400);
  private static final String NAME = "display";

  private final Links links;
  private final Map<String, String> known = new ConcurrentHashMap<>();

  Sources(Links links) {
    this.links = links;
  }

  /**
   * Its {@code source.external_id}; empty when nobody has said yet.
   *
   * @param display the number as the webhook shows it; empty when it does not
   */
  Future<String> of(KommoAccount account, String display) {
    if (account.source() != null) {
      return Future.succeededFuture(account.source());
    }
    String digits = digits(display);
    String before = known.getOrDefault(account.name(), "");
    if (!digits.isEmpty() && !digits.equals(before)) {
      return links.put(account.target(), NAME, digits, LIFE).map(kept -> noted(account, digits));
    } else if (!before.isEmpty()) {
      return Future.succeededFuture(before);
    }
    return links
        .findAndKeep(account.target(), NAME, LIFE)
        .map(found -> found == null ? listed(account) : noted(account, found));
  }

  private static String listed(KommoAccount account) {
    return account
        .numbers()
        .held(account.phoneNumberId())
        .map(Held::listed)
        .map(ListedNumber::displayNumber)
        .map(Sources::digits)
        .orElse("");
  }

  private static String digits(String display) {
    return display.replaceAll("[^0-9]", "");
  }

  private String noted(KommoAccount account, String digits) {
    known.put(account.name(), digits);
    return digits;
  }
}
