package io.sallyport.meters;

import io.sallyport.account.Accounts;
import io.sallyport.account.WazzupChannels;
import io.sallyport.channel.PageChannel;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The value of the tag {@code channel}: one for each kind of channel, whatever their number. */
@Singleton
final class DecisionChannels {

  static final String WHATSAPP = "whatsapp";
  static final String MESSENGER = "messenger";
  static final String INSTAGRAM = "instagram";
  static final String WAZZUP = "wazzup";

  /** Of what was turned away before its number was known. */
  static final String NONE = "none";

  /** All but WhatsApp's, which come and go; these are configured. */
  private final Map<String, String> byId = new HashMap<>();

  DecisionChannels(Accounts accounts, WazzupChannels wazzup) {
    accounts
        .all()
        .forEach(
            one ->
                byId.put(one.id(), one.channel() == PageChannel.MESSENGER ? MESSENGER : INSTAGRAM));
    wazzup.all().forEach(one -> byId.put(one.id(), WAZZUP));
  }

  /**
   * The channel of a decision.
   *
   * @param number phone number id, account id or channel id; null when it is not known
   */
  String of(@Nullable String number) {
    return number == null ? NONE : byId.getOrDefault(number, WHATSAPP);
  }

  /** Those that something is configured for. */
  Set<String> configured() {
    Set<String> all = new TreeSet<>(byId.values());
    all.add(WHATSAPP);
    return all;
  }
}
