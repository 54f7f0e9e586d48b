package io.sallyport.twin.kommo.control;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** Every call in order; the newest are kept. */
public final class CallLog {
  private static final int KEPT = 50_000;

  private final Deque<ReceivedCall> calls = new ArrayDeque<>();

  public synchronized void add(ReceivedCall call) {
    calls.addLast(call);
    if (calls.size() > KEPT) {
      calls.removeFirst();
    }
  }

  public synchronized List<ReceivedCall> all() {
    return List.copyOf(calls);
  }

  public synchronized void clear() {
    calls.clear();
  }
}
