package io.sallyport.http.live;

import io.netty.channel.EventLoop;
import io.sallyport.audit.DecisionFilter;
import io.sallyport.audit.LiveDecisions;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * All readers of a filter. What they are told is made once, and each event loop is called once for
 * all of its readers: two hundred of them cost little more than what they are sent.
 */
final class Audience implements LiveDecisions.Listener {

  private final DecisionFilter filter;
  private final Map<EventLoop, Set<EventStream>> readers = new ConcurrentHashMap<>();

  Audience(DecisionFilter filter) {
    this.filter = filter;
  }

  @Override
  public DecisionFilter filter() {
    return filter;
  }

  /** Adds a reader, on its loop: it is told everything from now on. */
  void add(EventStream reader) {
    readers.computeIfAbsent(reader.loop(), first -> ConcurrentHashMap.newKeySet()).add(reader);
  }

  void remove(EventStream reader) {
    Set<EventStream> some = readers.get(reader.loop());
    if (some != null) {
      some.remove(reader);
    }
  }

  boolean isEmpty() {
    return readers.values().stream().allMatch(Set::isEmpty);
  }

  @Override
  public void take(List<String> decisions, int others) {
    Buffer events = events(decisions);
    int many = decisions.size();
    each(reader -> reader.take(events, many, others));
  }

  void beat() {
    each(EventStream::beat);
  }

  private void each(Consumer<EventStream> told) {
    readers.forEach((loop, some) -> loop.execute(() -> some.forEach(told)));
  }

  private static Buffer events(List<String> decisions) {
    StringBuilder events = new StringBuilder();
    for (String decision : decisions) {
      events.append("event: decision\ndata: ").append(decision).append("\n\n");
    }
    return Buffer.buffer(events.toString().getBytes(StandardCharsets.UTF_8));
  }
}
