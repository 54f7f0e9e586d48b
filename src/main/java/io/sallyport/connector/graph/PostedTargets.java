package io.sallyport.connector.graph;

import io.sallyport.account.Numbers;
import io.sallyport.config.SallyportConfig;
import io.sallyport.connector.Outlets;
import io.sallyport.directory.RelayTargets;
import io.sallyport.relay.Relay;
import io.sallyport.relay.RelayStore;
import io.sallyport.relay.Target;
import io.sallyport.rule.BusinessNumber;
import io.vertx.core.Vertx;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/** The targets that webhooks are posted to, as they come and go. */
@Singleton
final class PostedTargets implements RelayTargets {

  private static final Logger LOG = Logger.getLogger(PostedTargets.class);

  /** By then every replica knows that a target is gone, and queues nothing more for it. */
  private static final Duration ALL_KNOW = Duration.ofSeconds(5);

  private final Vertx vertx;
  private final Relay relay;
  private final RelayStore store;
  private final Outlets outlets;
  private final Mailboxes mailboxes;
  private final Numbers numbers;
  private final Map<String, Settings> put = new ConcurrentHashMap<>();
  private final Set<String> configured;

  PostedTargets(
      Vertx vertx,
      Relay relay,
      RelayStore store,
      Outlets outlets,
      Mailboxes mailboxes,
      Numbers numbers,
      SallyportConfig config) {
    this.vertx = vertx;
    this.relay = relay;
    this.store = store;
    this.outlets = outlets;
    this.mailboxes = mailboxes;
    this.numbers = numbers;
    this.configured = Set.copyOf(config.relay().targets().keySet());
    config
        .relay()
        .targets()
        .forEach(
            (name, target) -> {
              Set<String> only = target.numbers().map(Set::copyOf).orElse(Set.of());
              Set<String> events = target.events().map(Set::copyOf).orElse(Set.of());
              relay.put(target(name, only, events));
            });
    numbers.onChange(this::findAccounts);
  }

  private Target target(String name, Set<String> only, Set<String> events) {
    Set<String> accounts =
        only.stream()
            .flatMap(id -> numbers.find(id).stream())
            .map(BusinessNumber::wabaId)
            .collect(Collectors.toSet());
    return new Target(name, only, accounts, events);
  }

  /** Numbers may be another WABA's, or a WABA's at all, only now. */
  private void findAccounts() {
    for (String name : relayed()) {
      relay
          .target(name)
          .filter(known -> !known.numbers().isEmpty())
          .map(known -> target(name, known.numbers(), known.events()))
          .ifPresent(relay::put);
    }
  }

  private Set<String> relayed() {
    return Stream.concat(configured.stream(), put.keySet().stream()).collect(Collectors.toSet());
  }

  @Override
  public boolean isConfigured(String name) {
    return configured.contains(name);
  }

  @Override
  public void put(Settings target) {
    if (isConfigured(target.name())) {
      return;
    }
    Settings before = put.put(target.name(), target);
    boolean isMoved =
        before == null
            || !before.url().equals(target.url())
            || !Objects.equals(before.secret(), target.secret());
    if (isMoved) {
      outlets.put(target.name(), mailboxes.open(target.url(), target.secret()));
    }
    relay.put(target(target.name(), target.numbers(), target.events()));
  }

  @Override
  public void remove(String name) {
    if (put.remove(name) == null) {
      return;
    }
    outlets.remove(name);
    relay.remove(name).subscribe().with(dropped -> {}, silent -> notDropped(name));
    vertx.setTimer(ALL_KNOW.toMillis(), known -> dropAgain(name));
  }

  private void dropAgain(String name) {
    if (!put.containsKey(name)) {
      store.drop(name).subscribe().with(dropped -> {}, silent -> notDropped(name));
    }
  }

  private static void notDropped(String name) {
    LOG.warnf("what waits for a removed target was not dropped target=%s", name);
  }
}
