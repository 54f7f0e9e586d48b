package io.sallyport.http.access;

import io.sallyport.account.Accounts;
import io.sallyport.account.Numbers;
import io.sallyport.account.Numbers.Held;
import io.sallyport.account.WazzupChannels;
import io.sallyport.ledger.SharedClock;
import io.sallyport.rule.BusinessNumber;
import io.sallyport.rule.Reason;
import io.sallyport.rule.Refusal;
import jakarta.inject.Singleton;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Which numbers, accounts and channels a caller may use (clients.md#clients-and-tokens). */
@Singleton
public final class Permissions {

  /** {@code error_data.details} of a channel that is not configured. */
  public static final String UNKNOWN_CHANNEL =
      "No such channel is configured: set sallyport.wazzup.channels.\"<channelId>\".transport.";

  private final Numbers numbers;
  private final Accounts accounts;
  private final WazzupChannels channels;
  private final SharedClock clock;

  public Permissions(
      Numbers numbers, Accounts accounts, WazzupChannels channels, SharedClock clock) {
    this.numbers = numbers;
    this.accounts = accounts;
    this.channels = channels;
    this.clock = clock;
  }

  /**
   * Why the caller may not use a number; null when it may. A client restricted to some numbers does
   * not learn which others are configured.
   */
  public @Nullable Refusal refusal(Caller caller, String phoneNumberId) {
    if (caller instanceof Caller.Known known
        && known.client().restricted()
        && !known.client().mayUse(phoneNumberId)) {
      return Refusal.of(Reason.FORBIDDEN_NUMBER, forbiddenNumber(phoneNumberId));
    }
    @Nullable Held held = numbers.held(phoneNumberId).orElse(null);
    if (held == null) {
      return Refusal.of(Reason.UNKNOWN_NUMBER, unknownNumber(phoneNumberId));
    }
    return held.isGone(clock.now())
        ? Refusal.of(Reason.UNKNOWN_NUMBER, goneNumber(held.number(), held.goneSince()))
        : null;
  }

  /** Why the caller may not use an account of another channel; null when it may. */
  public @Nullable Refusal refusalOfAccount(Caller caller, String id) {
    if (caller instanceof Caller.Known known && !known.client().mayUse(id)) {
      return Refusal.of(Reason.FORBIDDEN_NUMBER, forbiddenNumber(id));
    }
    return accounts.has(id) ? null : Refusal.of(Reason.UNKNOWN_NUMBER, unknownAccount(id));
  }

  /** Why the caller may not use a provider's channel; null when it may. */
  public @Nullable Refusal refusalOfChannel(Caller caller, String id) {
    if (caller instanceof Caller.Known known && !known.client().mayUse(id)) {
      return Refusal.of(Reason.FORBIDDEN_NUMBER, forbiddenNumber("this channel"));
    }
    return channels.find(id).isPresent()
        ? null
        : Refusal.of(Reason.UNKNOWN_NUMBER, UNKNOWN_CHANNEL);
  }

  /** Why the caller may not use a number, an account or a channel, whichever it is. */
  public @Nullable Refusal refusalOfAny(Caller caller, String id) {
    if (accounts.has(id)) {
      return refusalOfAccount(caller, id);
    }
    return channels.find(id).isPresent() ? refusalOfChannel(caller, id) : refusal(caller, id);
  }

  /** {@code error_data.details} of an account that is not configured. */
  public static String unknownAccount(String id) {
    return "No account with the id "
        + id
        + " is known: configure sallyport.accounts.\"<id>\".channel. `me` is the client's only"
        + " account, and without clients the one whose access token is sent.";
  }

  private static String goneNumber(BusinessNumber number, @Nullable Instant gone) {
    return "Meta lists the number "
        + number.phoneNumberId()
        + " no more in WABA "
        + number.wabaId()
        + " since "
        + gone
        + ". If it is there, POST /sallyport/v1/wabas/"
        + number.wabaId()
        + "/refresh asks again.";
  }

  /** {@code error_data.details} of a number, or an account, that is not configured. */
  public static String unknownNumber(String id) {
    return "No business phone number with the id "
        + id
        + " is known. Use the phone number id (not the WABA id, not `me`), or configure its WABA,"
        + " sallyport.wabas.\"<waba_id>\".access-token, or the number alone,"
        + " sallyport.numbers.\"<phone_number_id>\".waba-id.";
  }

  /** {@code error_data.details} of one that is another client's, as far as this one can tell. */
  public static String forbiddenNumber(String id) {
    return "This client may not use "
        + id
        + ": use one of its own numbers, or add it to the client's"
        + " sallyport.clients.\"<name>\".numbers.";
  }
}
