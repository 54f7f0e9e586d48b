package io.sallyport.connector.wazzup;

import io.sallyport.channel.Transport;
import io.sallyport.channel.Wazzup;
import io.sallyport.instead.UseCases;
import io.sallyport.pricing.Tariff;
import io.sallyport.rule.GraySettings;
import io.sallyport.rule.Policies;
import io.sallyport.rule.ProviderTerms;
import io.sallyport.rule.Rules;
import io.sallyport.send.Deciders;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/** The use cases of each kind of channel: a transport's, and those of groups, which pass. */
public final class WazzupSends {

  private final Map<Transport, UseCases> ofPeople = new EnumMap<>(Transport.class);
  private final Map<Transport, UseCases> ofGroups = new EnumMap<>(Transport.class);

  /**
   * The use cases of all kinds.
   *
   * @param common what decides all of them alike; each kind has rules of its own
   */
  public WazzupSends(
      GraySettings gray, Deciders common, Tariff tariff, Function<Deciders, UseCases> useCases) {
    for (Transport one : Transport.values()) {
      Rules rules = one.rules(gray);
      ofPeople.put(one, useCases.apply(deciders(common, tariff, one, rules, one.window(gray))));
      ofGroups.put(one, useCases.apply(deciders(common, tariff, one, Rules.none(), Duration.ZERO)));
    }
  }

  private static Deciders deciders(
      Deciders common, Tariff tariff, Transport transport, Rules rules, Duration window) {
    return common.on(
        new Wazzup(transport, rules),
        new Policies(
            rules, common.policies().settings(), tariff, new ProviderTerms(rules, window)));
  }

  /** The use cases of a chat. */
  public UseCases of(Transport transport, boolean isGroup) {
    return Objects.requireNonNull((isGroup ? ofGroups : ofPeople).get(transport));
  }
}
