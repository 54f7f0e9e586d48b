package io.sallyport.connector.kommo;

import io.sallyport.connector.Outlet;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/** The two queues of every account: what Kommo is told, and what it has posted. */
@Singleton
public final class KommoOutlets {

  private final KommoAccounts accounts;
  private final KommoOutlet outlet;
  private final HookOutlet hooks;

  KommoOutlets(KommoAccounts accounts, KommoOutlet outlet, HookOutlet hooks) {
    this.accounts = accounts;
    this.outlet = outlet;
    this.hooks = hooks;
  }

  /** The outlet of a target of the relay; null when it is no account's. */
  public @Nullable Outlet of(String target) {
    KommoAccount account = accounts.ofTarget(target);
    if (account == null) {
      return null;
    }
    return target.endsWith(KommoAccount.HOOKS)
        ? letter -> hooks.post(account, letter)
        : letter -> outlet.post(account, letter);
  }
}
