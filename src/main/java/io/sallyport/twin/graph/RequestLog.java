package io.sallyport.twin.graph;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** Every Graph request in order; the newest are kept, all are counted. */
public final class RequestLog {
  private static final int KEPT = 50_000;

  private final Deque<ReceivedRequest> requests = new ArrayDeque<>();
  private long count;
  private int templateLists;

  public synchronized void add(ReceivedRequest request) {
    count++;
    templateLists += request.isTemplateList() ? 1 : 0;
    requests.addLast(request);
    if (requests.size() > KEPT) {
      requests.removeFirst();
    }
  }

  public synchronized List<ReceivedRequest> all() {
    return List.copyOf(requests);
  }

  public synchronized long count() {
    return count;
  }

  public synchronized int templateLists() {
    return templateLists;
  }

  public synchronized void clear() {
    requests.clear();
    count = 0;
    templateLists = 0;
  }
}
