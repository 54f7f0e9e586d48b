package io.sallyport.admission;

import io.sallyport.contact.Contact;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** {@link Reach} in memory: every send with its contact and time. */
public final class MemoryReach implements Reach {

  private record Sent(String portfolio, Contact contact, Instant at) {}

  private final Supplier<Instant> clock;
  private final Map<String, Sent> sends = new HashMap<>();

  public MemoryReach(Supplier<Instant> clock) {
    this.clock = clock;
  }

  @Override
  public Uni<@Nullable Instant> take(String portfolio, Contact contact, String id, long limit) {
    return Uni.createFrom()
        .item(
            () -> {
              Instant nextAt = nextAt(portfolio, contact, limit);
              if (nextAt == null) {
                sends.put(id, new Sent(portfolio, contact, clock.get()));
              }
              return nextAt;
            });
  }

  @Override
  public Uni<@Nullable Instant> look(String portfolio, Contact contact, long limit) {
    return Uni.createFrom().item(() -> nextAt(portfolio, contact, limit));
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
  public Uni<Void> keep(String portfolio, String id, String wamid) {
    return run(() -> sends.put(wamid, sends.remove(id)));
  }

  @Override
  public Uni<Void> giveBack(String portfolio, String id) {
    return run(() -> sends.remove(id));
  }

  @Override
  public Uni<Void> failed(String portfolio, String wamid) {
    return run(() -> sends.remove(wamid));
  }

  private static Uni<Void> run(Runnable work) {
    return Uni.createFrom()
        .item(
            () -> {
              work.run();
              return null;
            });
  }
}
