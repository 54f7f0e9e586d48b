package io.sallyport.connector.kommo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.account.Clients;
import io.sallyport.account.Numbers;
import io.sallyport.config.SallyportConfig;
import io.sallyport.instead.Preferences;
import io.sallyport.instead.SubmitSend;
import io.sallyport.ledger.SharedClock;
import io.sallyport.rule.Endpoint;
import io.sallyport.send.Send;
import io.vertx.core.Future;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Submits what an account sends, as any CRM's, and says how long it is worth to go on trying. */
@Singleton
final class KommoSend {

  /** Within a minute a manager is told that it does not work. */
  private static final Duration PATIENCE = Duration.ofSeconds(55);

  private final SubmitSend submit;
  private final SharedClock clock;
  private final Numbers numbers;
  private final Clients clients;
  private final String version;

  /** Hooks that another replica has taken over stay until then. */
  private static final int MOST_IN_TROUBLE = 10_000;

  /**
   * Whose send it is.
   *
   * @param hook the id of its letter
   * @param age of the hook
   */
  record Origin(KommoAccount account, String hook, Duration age) {

    private String named() {
      return account.name() + " " + hook;
    }
  }

  /** Since when sending does not work, by account, and by account and hook. */
  private final Map<String, Instant> trouble = new ConcurrentHashMap<>();

  KommoSend(
      SubmitSend submit,
      SharedClock clock,
      Numbers numbers,
      Clients clients,
      SallyportConfig config) {
    this.submit = submit;
    this.clock = clock;
    this.numbers = numbers;
    this.clients = clients;
    this.version = config.graph().version();
  }

  Instant now() {
    return clock.now();
  }

  /**
   * Whether what does not work is still to be tried again. A hook that has waited for its turn is
   * not given up for the first thing that goes wrong; nor is it tried for longer because others of
   * the account get through.
   */
  boolean mayWait(Origin origin) {
    return origin.age().compareTo(PATIENCE) < 0
        || (isShort(origin.account().name()) && isShort(origin.named()));
  }

  private boolean isShort(String name) {
    Instant since = trouble.get(name);
    return since == null || Duration.between(since, now()).compareTo(PATIENCE) < 0;
  }

  /** A send is to be tried again. */
  void waits(Origin origin, Ending.Wait wait) {
    if (trouble.size() > MOST_IN_TROUBLE) {
      trouble.clear();
    }
    if (wait.isTrouble()) {
      trouble.putIfAbsent(origin.account().name(), now());
      trouble.putIfAbsent(origin.named(), now());
    }
  }

  /** A hook is done with, however it ended. */
  void ended(KommoAccount account, String hook) {
    trouble.remove(new Origin(account, hook, Duration.ZERO).named());
  }

  /** Meta has taken a message of the account. */
  void works(KommoAccount account) {
    trouble.remove(account.name());
  }

  /** Why nothing can be sent by a number; null when it can. */
  private @Nullable String unusable(String number) {
    Numbers.Held held = numbers.held(number).orElse(null);
    if (held == null || held.isGone(now())) {
      return "Meta does not list the number " + number + ", so nothing is sent by it.";
    }
    return held.token() == null ? "The number has no access token in the gateway." : null;
  }

  /**
   * Submits it once.
   *
   * @param id of what is sent, which is sent at most once; null for what may be sent again
   */
  Future<Ending> send(Origin origin, @Nullable String id, ObjectNode body) {
    KommoAccount account = origin.account();
    String number = account.phoneNumberId();
    String because = unusable(number);
    if (because != null && numbers.held(number).isEmpty() && mayWait(origin)) {
      // After a start it may not be known yet.
      return Future.succeededFuture(new Ending.Wait(Ending.SOON, true));
    } else if (because != null) {
      return Future.succeededFuture(new Ending.Failed(Ending.TOKEN, because));
    }
    List<Map.Entry<String, String>> headers = new ArrayList<>();
    headers.add(Map.entry("Content-Type", "application/json"));
    if (!clients.configured()) {
      // Else the number's token is put there on the way.
      numbers
          .accessTokenOf(number)
          .ifPresent(token -> headers.add(Map.entry("Authorization", "Bearer " + token)));
    }
    Send send =
        new Send(
            account.number(),
            Endpoint.MESSAGES,
            "/" + version + "/" + number + "/messages",
            headers,
            account.target(),
            id == null ? null : "kommo:" + id,
            body.toString().getBytes(StandardCharsets.UTF_8));
    return submit
        .handle(send, Preferences.NONE)
        .map(decided -> Ending.of(decided.decision(), now(), mayWait(origin)))
        .onSuccess(
            ending -> {
              if (ending instanceof Ending.Accepted) {
                works(account);
              }
            });
  }
}
