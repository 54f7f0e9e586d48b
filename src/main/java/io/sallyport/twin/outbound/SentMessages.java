package io.sallyport.twin.outbound;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Accepted messages by wamid, oldest first. Bounded, so that a twin under load for hours does not
 * grow for ever.
 */
public final class SentMessages {
  private static final int KEPT = 100_000;

  private final Map<String, SentMessage> messages = new LinkedHashMap<>();

  synchronized void add(SentMessage message) {
    messages.put(message.id(), message);
    if (messages.size() > KEPT) {
      messages.remove(messages.keySet().iterator().next());
    }
  }

  synchronized void update(String id, UnaryOperator<SentMessage> change) {
    messages.computeIfPresent(id, (key, message) -> change.apply(message));
  }

  public synchronized Optional<SentMessage> find(String id) {
    return Optional.ofNullable(messages.get(id));
  }

  public synchronized List<SentMessage> all() {
    return List.copyOf(messages.values());
  }

  public synchronized void clear() {
    messages.clear();
  }
}
