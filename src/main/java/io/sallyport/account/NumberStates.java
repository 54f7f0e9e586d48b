package io.sallyport.account;

import io.sallyport.ledger.NumberState;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Every number's state as last read, for calls about all numbers, which do not ask the store. */
@Singleton
public final class NumberStates {

  private final Map<String, NumberState> states = new ConcurrentHashMap<>();

  /** The number's state as last read; empty before the first read. */
  public Optional<NumberState> last(String phoneNumberId) {
    return Optional.ofNullable(states.get(phoneNumberId));
  }

  public void put(String phoneNumberId, NumberState state) {
    states.put(phoneNumberId, state);
  }
}
