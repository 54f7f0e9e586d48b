package io.sallyport.clockwork;

import io.sallyport.account.Numbers;
import io.sallyport.account.Wabas;
import io.sallyport.clockwork.Rounds.Pace;
import io.sallyport.config.SallyportConfig;
import io.sallyport.config.Serving;
import io.sallyport.directory.Directory;
import io.sallyport.directory.Discovery;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/**
 * Takes every second what other replicas put, and asks Meta for the numbers of every WABA: soon for
 * those that were never listed, else as often as for templates.
 */
@Singleton
public final class DirectoryPoll {

  private static final Logger LOG = Logger.getLogger(DirectoryPoll.class);

  private static final Duration INTERVAL = Duration.ofSeconds(1);

  /** Most questions to Meta at the same time; up to 100 a second begin. */
  private static final int AT_ONCE = 32;

  private static final Duration GAP = Duration.ofMillis(10);

  private final Vertx vertx;
  private final Directory directory;
  private final Discovery discovery;
  private final Wabas wabas;
  private final Numbers numbers;
  private final Duration retry;
  private final Rounds rounds;

  /** WABAs that are listed, or for which Meta was asked in vain. */
  private final Set<String> asked = ConcurrentHashMap.newKeySet();

  private volatile boolean isRead;

  DirectoryPoll(
      Vertx vertx,
      Directory directory,
      Discovery discovery,
      Wabas wabas,
      Numbers numbers,
      SallyportConfig config) {
    this.vertx = vertx;
    this.directory = directory;
    this.discovery = discovery;
    this.wabas = wabas;
    this.numbers = numbers;
    this.retry = config.templates().missRefreshInterval();
    this.rounds =
        new Rounds(List.of(), Pace.of(GAP, config.templates().pollInterval(), AT_ONCE), this::ask);
  }

  void start(@Observes Serving start) {
    look();
    numbers.onChange(this::followWabas);
  }

  /**
   * Whether what the store has was taken, and Meta was asked for the first WABAs. Once it was, a
   * WABA that is put later does not take the replicas out of service until Meta has answered for
   * it.
   */
  public boolean isRead() {
    if (!isRead) {
      isRead = directory.isRead() && asked.size() >= Math.min(AT_ONCE, wabas.all().size());
    }
    return isRead;
  }

  private void look() {
    boolean wasRead = directory.isRead();
    directory
        .follow()
        .onTermination()
        .invoke(() -> vertx.setTimer(INTERVAL.toMillis(), again -> look()))
        .subscribe()
        .with(
            followed -> tell(!wasRead),
            silent -> LOG.debugf("directory not read because=%s", silent));
  }

  /** What the listeners do may take a while with many numbers. */
  private void tell(boolean isFirst) {
    if (isFirst) {
      // What is configured is listed only when it is known what Meta listed before.
      followWabas();
      rounds.start(vertx);
    }
    if (numbers.hasChanged()) {
      vertx
          .executeBlocking(
              () -> {
                numbers.tellChanges();
                return null;
              })
          .onFailure(bug -> LOG.errorf(bug, "a poll did not follow"));
    }
  }

  private void followWabas() {
    rounds.follow(wabas.all().stream().map(waba -> waba.id()).toList());
  }

  /** One that is listed is asked for in its turn. */
  private Uni<Duration> ask(String wabaId) {
    boolean isFirst = !asked.contains(wabaId);
    if (isFirst && wabas.listing(wabaId).isPresent()) {
      asked.add(wabaId);
    }
    return discovery
        .ask(wabaId)
        .replaceWith(Rounds.NEXT_ROUND)
        .onFailure()
        .recoverWithItem(failure -> wabas.listing(wabaId).isPresent() ? Rounds.NEXT_ROUND : retry)
        .onTermination()
        .invoke(() -> asked.add(wabaId));
  }
}
