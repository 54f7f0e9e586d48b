package io.sallyport.twin.platform;

import java.util.List;
import java.util.Optional;

/** The business phone numbers a twin was started with. */
public final class Numbers {
  private final List<TwinNumber> numbers;

  public Numbers(List<TwinNumber> numbers) {
    this.numbers = List.copyOf(numbers);
  }

  public List<TwinNumber> all() {
    return numbers;
  }

  /** The number of calls that name none. */
  public TwinNumber first() {
    return numbers.get(0);
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
