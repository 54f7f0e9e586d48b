package io.sallyport.twin.kommo.faults;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The faults asked for; a call takes the first that concerns it. */
public final class KommoFaults {
  private final List<KommoFaultOrder> orders = new ArrayList<>();

  public synchronized void add(KommoFaultOrder order) {
    orders.add(order);
  }

  public synchronized void clear() {
    orders.clear();
  }

  public synchronized List<KommoFaultOrder> pending() {
    return List.copyOf(orders);
  }

  public synchronized Optional<KommoFaultOrder> next(String kind) {
    for (int i = 0; i < orders.size(); i++) {
      KommoFaultOrder order = orders.get(i);
      if (order.concerns(kind)) {
        take(i, order);
        return Optional.of(order);
      }
    }
    return Optional.empty();
  }

  private void take(int index, KommoFaultOrder order) {
    if (order.times() == 1) {
      orders.remove(index);
    } else if (order.times() != KommoFaultOrder.UNTIL_CLEARED) {
      orders.set(index, order.withTimes(order.times() - 1));
    }
  }
}
