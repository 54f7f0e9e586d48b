package io.sallyport.twin;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** Ordered faults, used up one send at a time. */
final class FaultQueue {
  private final Deque<FaultOrder> orders = new ArrayDeque<>();

  synchronized void add(FaultOrder order) {
    orders.addLast(order);
  }

  synchronized void clear() {
    orders.clear();
  }

  synchronized List<FaultOrder> pending() {
    return List.copyOf(orders);
  }

  synchronized Optional<FaultOrder> next() {
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
