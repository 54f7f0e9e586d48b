package io.sallyport.clockwork;

import io.sallyport.account.Numbers;
import io.sallyport.clockwork.Rounds.Pace;
import io.sallyport.config.Serving;
import io.sallyport.connector.kommo.KommoAccount;
import io.sallyport.connector.kommo.KommoAccounts;
import io.sallyport.connector.kommo.TemplateSync;
import io.sallyport.template.TemplateRegistry;
import io.vertx.core.Vertx;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Looks at the templates of every Kommo account: as soon as those of its number have changed, and
 * once an hour, since somebody may have changed them in Kommo.
 */
@Singleton
final class KommoTemplatePoll {

  private static final Duration ROUND = Duration.ofHours(1);

  /** The first looks: 20 a second, most of which ask Redis one thing. */
  private static final Duration GAP = Duration.ofMillis(50);

  /** Accounts on which this replica works at the same time. */
  private static final int AT_ONCE = 64;

  /** Changes that come together are one. */
  private static final Duration GATHER = Duration.ofMillis(200);

  private final Vertx vertx;
  private final TemplateRegistry templates;
  private final KommoAccounts accounts;
  private final TemplateSync sync;
  private final Numbers numbers;

  KommoTemplatePoll(
      Vertx vertx,
      TemplateRegistry templates,
      KommoAccounts accounts,
      TemplateSync sync,
      Numbers numbers) {
    this.vertx = vertx;
    this.templates = templates;
    this.accounts = accounts;
    this.sync = sync;
    this.numbers = numbers;
  }

  void start(@Observes Serving start) {
    List<String> names = new ArrayList<>();
    for (KommoAccount account : accounts.all()) {
      if (account.api() != null) {
        names.add(account.name());
      }
    }
    if (names.isEmpty()) {
      return;
    }
    Rounds rounds = new Rounds(names, Pace.of(GAP, ROUND, AT_ONCE), sync::look);
    rounds.start(vertx);
    templates.listen(wabaId -> changed(wabaId, rounds));
  }

  private void changed(String wabaId, Rounds rounds) {
    for (String number : numbers.ofWaba(wabaId)) {
      KommoAccount account = accounts.ofNumber(number);
      if (account != null) {
        rounds.within(account.name(), GATHER);
      }
    }
  }
}
