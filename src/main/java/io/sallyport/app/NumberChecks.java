package io.sallyport.app;

import io.sallyport.config.NumbersConfig;
import io.sallyport.config.NumbersConfig.PhoneNumber;
import io.sallyport.contact.Contact;
import io.sallyport.rule.MessagingLimit;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** What is wrong with the configured numbers; each names the key and the fix. */
final class NumberChecks {

  private static final Pattern ID = Pattern.compile("[0-9A-Za-z_-]{1,64}");

  private final List<String> problems = new ArrayList<>();

  private NumberChecks() {}

  static List<String> of(NumbersConfig numbers) {
    NumberChecks checks = new NumberChecks();
    checks.problems.addAll(numbers.problems());
    if (numbers.byId().isEmpty()) {
      checks.problems.add(
          "no number is configured: set sallyport.numbers.\"<phone_number_id>\".waba-id.");
    }
    numbers.byId().forEach(checks::check);
    return checks.problems;
  }

  private void check(String id, PhoneNumber number) {
    String prefix = "sallyport.numbers.\"" + id + "\".";
    String wabaId = number.wabaId().orElse("");
    if (wabaId.isBlank()) {
      problems.add(
          prefix + "waba-id is not set: set it to the id of the WhatsApp Business Account.");
    } else {
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
    if (!ID.matcher(id).matches()) {
      problems.add(what + " is not an id: use the digits Meta shows.");
    }
  }
}
