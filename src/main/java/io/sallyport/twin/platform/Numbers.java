package io.sallyport.twin.platform;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The business phone numbers of the twin: those it was started with, until others come and go. */
public final class Numbers {
  private final List<TwinNumber> first;
  private volatile List<TwinNumber> numbers;

  public Numbers(List<TwinNumber> numbers) {
    this.first = List.copyOf(numbers);
    this.numbers = first;
  }

  public List<TwinNumber> all() {
    return numbers;
  }

  /** The number of calls that name none. */
  public TwinNumber first() {
    return numbers.get(0);
  }

  /** One more, or another in its place. */
  public synchronized void put(TwinNumber number) {
    List<TwinNumber> all = new ArrayList<>(numbers);
    all.removeIf(it -> it.pnid().equals(number.pnid()));
    all.add(number);
    numbers = List.copyOf(all);
  }

  /** Whether there was one. */
  public synchronized boolean remove(String pnid) {
    List<TwinNumber> all = new ArrayList<>(numbers);
    boolean wasThere = all.removeIf(it -> it.pnid().equals(pnid));
    numbers = List.copyOf(all);
    return wasThere;
  }

  /** Those it was started with. */
  public void reset() {
    numbers = first;
  }

  public Optional<TwinNumber> find(String pnid) {
    return numbers.stream().filter(it -> it.pnid().equals(pnid)).findFirst();
  }

  /**
   * The number with this id.
   *
   * @throws IllegalArgumentException if the twin does not have the number
   */
  public TwinNumber get(String pnid) {
    return find(pnid).orElseThrow(() -> new IllegalArgumentException("No phone_number_id " + pnid));
  }

  public List<TwinNumber> ofWaba(String wabaId) {
    return numbers.stream().filter(it -> it.wabaId().equals(wabaId)).toList();
  }
}
