package io.sallyport.connector.kommo;

import io.sallyport.account.Numbers;
import io.sallyport.account.Secret;
import io.sallyport.relay.OrderKeys;
import io.sallyport.rule.BusinessNumber;
import io.sallyport.rule.Rates;
import org.jspecify.annotations.Nullable;

/**
 * A Kommo account and its number.
 *
 * @param name as configured
 * @param amojoId Kommo's id of it
 * @param channelId of the chat channel
 * @param secret of the chat channel
 * @param botId as which messages appear that were not written in Kommo; null without one
 * @param numbers where its number is looked up, which may come and go
 * @param phoneNumberId of its number
 * @param source what Kommo calls the number; null for its display number
 * @param title of the channel in the account; null for the registered one
 * @param api where its templates are; null when they are not kept there
 * @param translateTo the managers' language; null when nothing is translated
 */
public record KommoAccount(
    String name,
    String amojoId,
    String channelId,
    Secret<String> secret,
    @Nullable String botId,
    Numbers numbers,
    String phoneNumberId,
    @Nullable String source,
    @Nullable String title,
    @Nullable Api api,
    @Nullable String translateTo) {

  /**
   * Kommo's REST API of the account.
   *
   * @param url without a slash at its end
   */
  public record Api(String url, Secret<String> token) {}

  static final String PREFIX = "kommo-";
  static final String HOOKS = ".hooks";

  /** As it is known now; of one that nobody lists nothing but its id. */
  public BusinessNumber number() {
    return numbers
        .find(phoneNumberId)
        .orElseGet(
            () -> new BusinessNumber(phoneNumberId, "", false, null, "", null, Rates.DEFAULT));
  }

  /** What hooks and calls are addressed to. */
  public String scope() {
    return channelId + "_" + amojoId;
  }

  /** The relay's target to which goes what Kommo is told. */
  public String target() {
    return target(name);
  }

  /** The relay's target of an account of this name. */
  public static String target(String name) {
    return PREFIX + name;
  }

  /** The queue of what Kommo has posted. No configured target can have such a name. */
  public String hooks() {
    return target() + HOOKS;
  }

  /** Of a chat: its messages go out one after another. */
  OrderKeys order(String conversation) {
    return new OrderKeys.Builder().add(scope(), conversation).build();
  }

  /** Of a chat and its contact, whose webhooks have the same key. */
  OrderKeys order(String conversation, String contact) {
    return new OrderKeys.Builder().add(scope(), conversation).add(phoneNumberId, contact).build();
  }
}
