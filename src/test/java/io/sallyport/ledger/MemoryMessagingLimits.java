package io.sallyport.ledger;

import io.sallyport.contact.Contact;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** {@link MessagingLimitStore} in memory: every send with its contact and time. */
public final class MemoryMessagingLimits implements MessagingLimitStore {

  private record Sent(String portfolio, Contact contact, Instant at) {}

  private final Supplier<Instant> clock;
  private final Map<String, Sent> sends = new HashMap<>();

  /** Messages that failed before they were known. */
  private final Set<String> failedEarly = new HashSet<>();

  public MemoryMessagingLimits(Supplier<Instant> clock) {
    this.clock = clock;
  }

  @Override
  public Future<@Nullable Instant> take(String portfolio, Contact contact, String id, long limit) {
    Instant nextAt = nextAt(portfolio, contact, limit);
    if (nextAt == null) {
      sends.put(id, new Sent(portfolio, contact, clock.get()));
    }
    return Future.succeededFuture(nextAt);
  }

  @Override
  public Future<@Nullable Instant> look(String portfolio, Contact contact, long limit) {
    return Future.succeededFuture(nextAt(portfolio, contact, limit));
  }

  private @Nullable Instant nextAt(String portfolio, Contact contact, long limit) {
    Instant dayAgo = clock.get().minus(Duration.ofDays(1));
    List<Sent> counting =
        sends.values().stream()
            .filter(sent -> sent.portfolio().equals(portfolio) && sent.at().isAfter(dayAgo))
            .sorted(Comparator.comparing(Sent::at))
            .toList();
    boolean reached = counting.stream().anyMatch(sent -> sent.contact().equals(contact));
    long contacts = counting.stream().map(Sent::contact).distinct().count();
    return reached || contacts < limit ? null : counting.get(0).at().plus(Duration.ofDays(1));
  }

  @Override
  public Future<Void> keep(String portfolio, String id, String wamid) {
    return run(
        () -> {
          Sent sent = sends.remove(id);
          if (sent != null && !failedEarly.remove(wamid)) {
            sends.put(wamid, sent);
          }
        });
  }

  @Override
  public Future<Void> giveBack(String portfolio, String id) {
    return run(() -> sends.remove(id));
  }

  @Override
  public Future<Void> failed(String portfolio, String wamid) {
    return run(
        () -> {
          if (sends.remove(wamid) == null) {
            failedEarly.add(wamid);
          }
        });
  }

  private static Future<Void> run(Runnable work) {
    work.run();
    return Future.succeededFuture();
  }
}
