package io.sallyport.clockwork;

import io.sallyport.account.Accounts;
import io.sallyport.account.Clients;
import io.sallyport.account.Numbers;
import io.sallyport.account.Operators;
import io.sallyport.account.Secret;
import io.sallyport.account.WazzupChannels;
import io.sallyport.config.Serving;
import io.sallyport.connector.kommo.KommoAccounts;
import io.sallyport.translation.Translator;
import io.vertx.core.Vertx;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;

/** Reads mounted secrets again every few seconds, so that a changed one takes effect. */
@Singleton
final class SecretPoll {

  private static final Duration INTERVAL = Duration.ofSeconds(10);

  private final Vertx vertx;
  private final Clients clients;
  private final Operators operators;
  private final Numbers numbers;
  private final Accounts accounts;
  private final KommoAccounts kommo;
  private final WazzupChannels wazzup;
  private final Translator translator;

  SecretPoll(
      Vertx vertx,
      Clients clients,
      Operators operators,
      Numbers numbers,
      Accounts accounts,
      KommoAccounts kommo,
      WazzupChannels wazzup,
      Translator translator) {
    this.vertx = vertx;
    this.clients = clients;
    this.operators = operators;
    this.numbers = numbers;
    this.accounts = accounts;
    this.kommo = kommo;
    this.wazzup = wazzup;
    this.translator = translator;
  }

  void start(@Observes Serving start) {
    vertx.setPeriodic(INTERVAL.toMillis(), timer -> vertx.executeBlocking(this::refresh));
  }

  private boolean refresh() {
    clients.refresh();
    operators.refresh();
    numbers.secrets().forEach(Secret::refresh);
    accounts.secrets().forEach(Secret::refresh);
    kommo.secrets().forEach(Secret::refresh);
    wazzup.secrets().forEach(Secret::refresh);
    translator.secret().ifPresent(Secret::refresh);
    return true;
  }
}
