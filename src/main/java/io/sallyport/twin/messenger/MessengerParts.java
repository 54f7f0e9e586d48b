package io.sallyport.twin.messenger;

import io.sallyport.twin.messenger.accounts.Account;
import io.sallyport.twin.messenger.accounts.Accounts;
import io.sallyport.twin.messenger.acts.Acts;
import io.sallyport.twin.messenger.control.AccountControl;
import io.sallyport.twin.messenger.graph.MessengerApi;
import io.sallyport.twin.messenger.hooks.MessengerWebhooks;
import io.sallyport.twin.messenger.sends.SendRules;
import io.sallyport.twin.messenger.sends.Sends;
import io.sallyport.twin.messenger.threads.Threads;
import io.sallyport.twin.platform.TwinClock;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** The part of a twin that is Messenger and Instagram, put together. */
public final class MessengerParts {
  public final Accounts accounts = new Accounts();
  public final Threads threads = new Threads();
  public final SendRules rules = new SendRules(threads);
  public final Sends sends;
  public final Acts acts;
  public final MessengerApi api;
  public final AccountControl control;

  private final List<Account> seed;

  /**
   * @param seed the accounts there are at the start
   * @param tokens that pass beside those of accounts; any does when empty
   * @param echoDelay from taking a send to its echo, in the twin's time
   */
  public MessengerParts(
      TwinClock clock,
      MessengerWebhooks webhooks,
      List<Account> seed,
      Set<String> tokens,
      Duration echoDelay) {
    this.seed = seed;
    this.sends = new Sends(clock, rules, webhooks, echoDelay);
    this.acts = new Acts(clock, threads, webhooks);
    this.api = new MessengerApi(accounts, threads, sends, tokens);
    this.control = new AccountControl(clock, accounts, threads, sends, acts, webhooks);
    accounts.reset(seed);
  }

  /** Back to what the twin was started with. */
  public void reset() {
    accounts.reset(seed);
    threads.clear();
    sends.clear();
  }
}
