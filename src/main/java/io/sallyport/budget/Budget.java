package io.sallyport.budget;

import io.sallyport.template.Category;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How much may be spent in a day or a month.
 *
 * @param clients whose sends count; empty for everybody's
 * @param numbers phone number ids whose sends count; empty for all
 * @param categories of the sends that count; empty for all
 * @param amount what they may cost by the rate card; null for any
 * @param currency in which their cost is counted; null when it is not
 * @param messages how many they may be; null for any
 * @param soft per cent of either from which on it is told, 1 to 100
 */
public record Budget(
    String name,
    Set<String> clients,
    Set<String> numbers,
    Set<Category> categories,
    Period period,
    @Nullable BigDecimal amount,
    @Nullable String currency,
    @Nullable Long messages,
    int soft) {

  /** From midnight to midnight, or from the first of a month to that of the next. */
  public enum Period {
    DAY,
    MONTH;

    private LocalDate first(LocalDate day) {
      return this == DAY ? day : day.withDayOfMonth(1);
    }

    private LocalDate next(LocalDate first) {
      return this == DAY ? first.plusDays(1) : first.plusMonths(1);
    }
  }

  public Budget {
    clients = Set.copyOf(clients);
    numbers = Set.copyOf(numbers);
    categories = Set.copyOf(categories);
  }

  /** Whether such a send counts. */
  boolean covers(String client, String number, Category category) {
    return coversNumber(number)
        && (clients.isEmpty() || clients.contains(client))
        && (categories.isEmpty() || categories.contains(category));
  }

  boolean coversNumber(String number) {
    return numbers.isEmpty() || numbers.contains(number);
  }

  /** Its period at a time, in the time zone by whose midnights it begins and ends. */
  CurrentBudget at(Instant time, ZoneId zone) {
    LocalDate first = period.first(time.atZone(zone).toLocalDate());
    return new CurrentBudget(
        this,
        first.atStartOfDay(zone).toInstant(),
        period.next(first).atStartOfDay(zone).toInstant());
  }
}
