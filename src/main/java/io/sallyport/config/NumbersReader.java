package io.sallyport.config;

import io.sallyport.config.NumbersConfig.Mode;
import io.sallyport.config.NumbersConfig.PhoneNumber;
import io.sallyport.config.NumbersConfig.Waba;
import io.smallrye.config.SmallRyeConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;

/** Reads the keys under {@code sallyport.numbers} and {@code sallyport.wabas}. */
final class NumbersReader {

  static final String NUMBERS = "sallyport.numbers";
  static final String WABAS = "sallyport.wabas";

  private enum NumberKey {
    WABA_ID,
    ACCESS_TOKEN,
    COUNTRY,
    PORTFOLIO,
    MODE,
    THROUGHPUT,
    MESSAGING_LIMIT
  }

  private enum WabaKey {
    ACCESS_TOKEN,
    PORTFOLIO,
    APP,
    TIME_ZONE
  }

  private record GivenNumber(
      Optional<String> wabaId,
      Optional<String> accessToken,
      Optional<String> country,
      Optional<String> portfolio,
      Optional<Mode> mode,
      OptionalInt throughput,
      Optional<String> messagingLimit)
      implements PhoneNumber {}

  private record GivenWaba(
      Optional<String> accessToken,
      Optional<String> portfolio,
      Optional<String> app,
      Optional<String> timeZone)
      implements Waba {}

  private NumbersReader() {}

  static NumbersConfig read(SmallRyeConfig config) {
    List<String> problems = new ArrayList<>();
    SortedMap<String, PhoneNumber> numbers =
        new GroupReader<>(config, NUMBERS, NumberKey.class, problems).read(NumbersReader::number);
    SortedMap<String, Waba> wabas =
        new GroupReader<>(config, WABAS, WabaKey.class, problems).read(NumbersReader::waba);
    return new NumbersConfig(numbers, wabas, problems.stream().sorted().toList());
  }

  private static PhoneNumber number(GroupReader<NumberKey>.Group given) {
    return new GivenNumber(
        given.text(NumberKey.WABA_ID),
        given.text(NumberKey.ACCESS_TOKEN),
        given.text(NumberKey.COUNTRY),
        given.text(NumberKey.PORTFOLIO),
        given.value(NumberKey.MODE, Mode.class),
        given.integer(NumberKey.THROUGHPUT),
        given.text(NumberKey.MESSAGING_LIMIT));
  }

  private static Waba waba(GroupReader<WabaKey>.Group given) {
    return new GivenWaba(
        given.text(WabaKey.ACCESS_TOKEN),
        given.text(WabaKey.PORTFOLIO),
        given.text(WabaKey.APP),
        given.text(WabaKey.TIME_ZONE));
  }
}
