package io.sallyport.twin.faults;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** The faults asked for, in order; each send takes one. */
public final class FaultQueue {
  private final Deque<FaultOrder> orders = new ArrayDeque<>();

  public synchronized void add(FaultOrder order) {
    orders.addLast(order);
  }

  public synchronized void clear() {
    orders.clear();
  }

  public synchronized List<FaultOrder> pending() {
    return List.copyOf(orders);
  }

  public synchronized Optional<FaultOrder> next() {
    FaultOrder order = orders.pollFirst();
    if (order == null) {
      return Optional.empty();
    }
    if (order.times() == FaultOrder.UNTIL_CLEARED) {
      orders.addFirst(order);
    } else if (order.times() > 1) {
      orders.addFirst(order.withTimes(order.times() - 1));
    }
    return Optional.of(order);
  }
}
