package io.sallyport.twin;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** Every Graph request in order; the newest are kept, all are counted. */
final class RequestLog {
  private static final int KEPT = 50_000;

  private final Deque<ReceivedRequest> requests = new ArrayDeque<>();
  private long count;
  private int templateLists;

  synchronized void add(ReceivedRequest request) {
    count++;
    templateLists += request.isTemplateList() ? 1 : 0;
    requests.addLast(request);
    if (requests.size() > KEPT) {
      requests.removeFirst();
    }
  }

  synchronized List<ReceivedRequest> all() {
    return List.copyOf(requests);
  }

  synchronized long count() {
    return count;
  }

  synchronized int templateLists() {
    return templateLists;
  }

  synchronized void clear() {
    requests.clear();
    count = 0;
    templateLists = 0;
  }
}
