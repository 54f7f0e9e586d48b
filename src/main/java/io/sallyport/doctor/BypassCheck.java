package io.sallyport.doctor;

import io.sallyport.account.Numbers;
import io.sallyport.doctor.BypassWay.Places;
import io.sallyport.rule.BusinessNumber;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Every known way around the decision, tried on the running gateway, to contacts that cannot exist:
 * numbers of the range kept for fiction, whom nobody has ever written to. If one gets past the
 * gateway, Meta has nobody to deliver it to.
 */
@Singleton
final class BypassCheck implements Check {

  /** +1 202 555 0100 to 0199. */
  private static final String NOBODY = "120255501%02d";

  /** What a gateway answers to the documented spelling when it decides by something else. */
  private static final Set<String> NOT_DECIDED =
      Set.of("unauthenticated", "forbidden_number", "unknown_number", "undecided");

  private final Numbers numbers;

  BypassCheck(Numbers numbers) {
    this.numbers = numbers;
  }

  @Override
  public String name() {
    return "ways around";
  }

  @Override
  public List<Finding> look(Options options) {
    URI gateway = options.gateway();
    if (gateway == null) {
      return List.of(Finding.skip(name(), "no --gateway http[s]://host[:port] of a running one"));
    }
    if (numbers.ids().isEmpty()) {
      return List.of(Finding.skip(name(), "no number is known to send from"));
    }
    try {
      return look(new Exchange(gateway), gateway, options.key());
    } catch (IOException | UncheckedIOException silent) {
      return List.of(
          Finding.fail(
              name(),
              Probe.shown(gateway) + ": " + Waiting.words(silent),
              "--gateway: an address that is reached from here"));
    }
  }

  private List<Finding> look(Exchange exchange, URI gateway, @Nullable String key)
      throws IOException {
    List<BypassWay> ways = BypassCorpus.read();
    BypassWay documented = ways.get(0);
    BypassAnswer first = new BypassAnswer("");
    Places places = places(numbers.ids().iterator().next(), gateway, key);
    // A client may be restricted to some numbers.
    for (String number : new TreeSet<>(numbers.ids())) {
      places = places(number, gateway, key);
      first = new BypassAnswer(exchange.of(documented.request(places)));
      if (!first.reason().equals("forbidden_number") && !first.reason().equals("unknown_number")) {
        break;
      }
    }
    Optional<Finding> unfit = unfit(first, gateway);
    return unfit.isPresent() ? List.of(unfit.get()) : tried(exchange, ways, places);
  }

  /** Why nothing could be told by trying the others: then they are not tried. */
  private Optional<Finding> unfit(BypassAnswer first, URI gateway) {
    String where = Probe.shown(gateway);
    if (first.decision().isEmpty()) {
      return Optional.of(
          Finding.fail(
              name(),
              where + " decides nothing: it is Meta, or something else than the gateway",
              "--gateway, or what stands in front of the gateway"));
    }
    if (!first.decision().equals("rejected")) {
      return Optional.of(
          Finding.warn(
              name(),
              "a text to an unknown contact is let out ("
                  + first.decision()
                  + "): so no way around can be told from it",
              "sallyport.policy.unknown-window=deny, enforcement.window_closed=enforce"));
    }
    return NOT_DECIDED.contains(first.reason())
        ? Optional.of(
            Finding.fail(
                name(),
                where + " refuses as " + first.reason() + ": nothing could be tried",
                first.reason().equals("undecided")
                    ? "its Redis, see above"
                    : "--key or DOCTOR_KEY: the key of a client that may use a number"))
        : Optional.empty();
  }

  private List<Finding> tried(Exchange exchange, List<BypassWay> ways, Places places) {
    List<String> past =
        ways.parallelStream()
            .filter(way -> isPast(exchange, way, places))
            .map(BypassWay::name)
            .collect(Collectors.toList());
    if (past.isEmpty()) {
      return List.of(
          Finding.ok(
              name(), ways.size() + " tried on number " + places.number() + ", none leads past"));
    }
    List<Finding> found = new ArrayList<>();
    past.forEach(
        way ->
            found.add(
                Finding.fail(
                    name(),
                    "past the decision: " + way,
                    "what stands in front of the gateway, or a bug: report it")));
    return found;
  }

  private static boolean isPast(Exchange exchange, BypassWay way, Places places) {
    try {
      return new BypassAnswer(exchange.of(way.request(places))).isPast(way.answer());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Places places(String number, URI gateway, @Nullable String key) {
    String port = gateway.getPort() < 0 ? "" : ":" + gateway.getPort();
    String authorization = "Authorization: Bearer " + (key == null ? "doctor" : key);
    int nobody = ThreadLocalRandom.current().nextInt(100);
    return new Places(
        number,
        numbers.find(number).map(BusinessNumber::wabaId).orElse(number),
        String.format(Locale.ROOT, NOBODY, nobody),
        String.format(Locale.ROOT, NOBODY, (nobody + 1) % 100),
        gateway.getHost() + port,
        // A client's own fallback would send a template in the text's place.
        authorization + "\nSallyport-Fallback: none");
  }
}
