package io.sallyport.connector.wazzup;

import io.sallyport.audit.Audit;
import io.sallyport.channel.Transport;
import io.sallyport.channel.Wazzup;
import io.sallyport.instead.SubmitSend;
import io.sallyport.pricing.Tariff;
import io.sallyport.rule.GraySettings;
import io.sallyport.rule.Policies;
import io.sallyport.rule.PolicySettings;
import io.sallyport.rule.ProviderTerms;
import io.sallyport.rule.Rules;
import io.sallyport.send.ExplainSend;
import io.sallyport.send.SendMessage;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The use cases of each kind of channel: a transport's, and those of groups, which pass. */
public final class WazzupSends {

  /** How a kind's sends are decided and explained. */
  public record Kind(SubmitSend submit, ExplainSend explain, Policies policies) {}

  /** Makes the use cases of a kind. */
  public interface Maker {

    SendMessage sendMessage(Wazzup channel, Policies policies);

    ExplainSend explainSend(Wazzup channel, Policies policies);
  }

  private final Map<Transport, Kind> ofPeople = new EnumMap<>(Transport.class);
  private final Map<Transport, Kind> ofGroups = new EnumMap<>(Transport.class);

  public WazzupSends(
      GraySettings gray, PolicySettings settings, Tariff tariff, Audit audit, Maker maker) {
    for (Transport one : Transport.values()) {
      Rules rules = one.rules(gray);
      Policies policies =
          new Policies(rules, settings, tariff, new ProviderTerms(rules, one.window(gray)));
      ofPeople.put(one, kind(new Wazzup(one, rules), policies, audit, maker));
      Rules none = Rules.none();
      Policies free = new Policies(none, settings, tariff, new ProviderTerms(none, Duration.ZERO));
      ofGroups.put(one, kind(new Wazzup(one, none), free, audit, maker));
    }
  }

  private static Kind kind(Wazzup channel, Policies policies, Audit audit, Maker maker) {
    SendMessage send = maker.sendMessage(channel, policies);
    return new Kind(
        new SubmitSend((one, preferences) -> send.handle(one), List.of(), audit),
        maker.explainSend(channel, policies),
        policies);
  }

  /** The use cases of a chat. */
  public Kind of(Transport transport, boolean isGroup) {
    return Objects.requireNonNull((isGroup ? ofGroups : ofPeople).get(transport));
  }
}
