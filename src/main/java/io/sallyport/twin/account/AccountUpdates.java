package io.sallyport.twin.account;

import io.sallyport.twin.platform.Numbers;
import io.sallyport.twin.webhooks.Webhooks;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;

/**
 * What Meta tells about an account. An {@code account_update} is true at once; other fields change
 * nothing in the twin (platform-facts.md#account-webhooks).
 */
public final class AccountUpdates {
  private final Numbers numbers;
  private final Accounts accounts;
  private final Webhooks webhooks;

  public AccountUpdates(Numbers numbers, Accounts accounts, Webhooks webhooks) {
    this.numbers = numbers;
    this.accounts = accounts;
    this.webhooks = webhooks;
  }

  /**
   * Sends the webhook, after the change if there is one.
   *
   * @throws IllegalArgumentException if no number of the twin belongs to the WABA
   */
  public Future<Integer> update(String wabaId, String field, JsonObject value) {
    if (numbers.ofWaba(wabaId).isEmpty()) {
      throw new IllegalArgumentException("No WABA " + wabaId);
    }
    if (field.equals("account_update")) {
      accounts.update(wabaId, value);
    }
    return webhooks.aboutAccount(wabaId, field, value);
  }
}
