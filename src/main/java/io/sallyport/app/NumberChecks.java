package io.sallyport.app;

import io.sallyport.account.Numbers;
import io.sallyport.account.Secret;
import io.sallyport.config.Ids;
import io.sallyport.config.MetaApps;
import io.sallyport.config.NumbersConfig;
import io.sallyport.config.NumbersConfig.PhoneNumber;
import io.sallyport.config.NumbersConfig.Waba;
import io.sallyport.contact.Contact;
import io.sallyport.rule.MessagingLimit;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/** What is wrong with the configured numbers; each names the key and the fix. */
final class NumberChecks {

  private final MetaApps apps;
  private final boolean mayCome;
  private final List<String> problems = new ArrayList<>();

  private NumberChecks(MetaApps apps, boolean mayCome) {
    this.apps = apps;
    this.mayCome = mayCome;
  }

  /**
   * Checks the keys.
   *
   * @param mayCome whether there may be numbers that the configuration does not name
   * @param mayBeNone whether there need not be any
   */
  static List<String> of(NumbersConfig numbers, MetaApps apps, boolean mayCome, boolean mayBeNone) {
    NumberChecks checks = new NumberChecks(apps, mayCome);
    checks.problems.addAll(numbers.problems());
    if (numbers.byId().isEmpty() && !mayBeNone) {
      checks.problems.add(
          "no number is configured: set sallyport.wabas.\"<waba_id>\".access-token, and Meta lists"
              + " the account's numbers, or sallyport.numbers.\"<phone_number_id>\".waba-id.");
    }
    numbers.byId().forEach(checks::check);
    numbers.wabas().forEach(checks::checkWaba);
    return checks.problems;
  }

  private void checkWaba(String id, Waba waba) {
    String prefix = "sallyport.wabas.\"" + id + "\".";
    isId("the WABA id " + id, id);
    if (waba.accessToken().isEmpty()) {
      problems.add(prefix + "access-token is not set: Meta lists the account's numbers with it.");
    }
    waba.accessToken()
        .ifPresent(
            token -> {
              try {
                new Secret<>(prefix + "access-token", token, Numbers::token);
              } catch (Secret.Unusable e) {
                problems.add(prefix + "access-token: " + e.getMessage() + ".");
              }
            });
    waba.portfolio().ifPresent(portfolio -> isId(prefix + "portfolio", portfolio));
    waba.app()
        .filter(app -> !apps.has(app))
        .ifPresent(app -> problems.add(prefix + "app: sallyport.webhook.apps has no " + app + "."));
    waba.timeZone()
        .filter(zone -> !isZone(zone))
        .ifPresent(
            zone ->
                problems.add(
                    prefix + "time-zone: " + zone + " is no time zone: use Europe/Lisbon."));
  }

  private static boolean isZone(String zone) {
    try {
      ZoneId.of(zone);
      return true;
    } catch (DateTimeException e) {
      return false;
    }
  }

  private void check(String id, PhoneNumber number) {
    String prefix = "sallyport.numbers.\"" + id + "\".";
    String wabaId = number.wabaId().orElse("");
    if (wabaId.isBlank() && !mayCome) {
      problems.add(
          prefix + "waba-id is not set: set it to the id of the WhatsApp Business Account.");
    } else if (!wabaId.isBlank()) {
      isId(prefix + "waba-id", wabaId);
    }
    isId("the phone number id " + id, id);
    number.portfolio().ifPresent(portfolio -> isId(prefix + "portfolio", portfolio));
    number
        .country()
        .filter(code -> !Contact.isCountry(code))
        .ifPresent(
            code ->
                problems.add(
                    prefix
                        + "country: "
                        + code
                        + " is not a country: use an ISO code of two capitals, IN or US."));
    number
        .messagingLimit()
        .filter(word -> MessagingLimit.of(word).isEmpty())
        .ifPresent(
            word ->
                problems.add(
                    prefix
                        + "messaging-limit: "
                        + word
                        + " is no limit: use 250, 2000, 10000, 100000, unlimited or Meta's"
                        + " TIER_2K."));
    if (number.throughput().orElse(1) < 1) {
      problems.add(prefix + "throughput must be at least 1 message per second.");
    }
  }

  private void isId(String what, String id) {
    if (!Ids.isId(id)) {
      problems.add(what + " is not an id: use the digits Meta shows.");
    }
  }
}
