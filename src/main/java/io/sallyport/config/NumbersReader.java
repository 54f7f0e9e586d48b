package io.sallyport.config;

import io.sallyport.config.NumbersConfig.Mode;
import io.sallyport.config.NumbersConfig.PhoneNumber;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.SmallRyeConfig;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads the keys under {@code sallyport.numbers}, in one pass over the names of all keys. Profiles,
 * expressions and the order of the sources are the library's: it is asked for each value.
 */
final class NumbersReader {

  static final String ROOT = "sallyport.numbers";

  /**
   * What follows: {@code ."106540352242922".waba-id}, and the quotes may be left out. Of an
   * environment variable the library makes {@code waba.id}, and {@code [106540352242922]} of {@code
   * _106540352242922_}.
   */
  private static final Pattern NAME =
      Pattern.compile(
          "(?:\\.\"(?<quoted>[^\"]+)\"\\.|\\.(?<plain>[^.\"\\[]+)\\.|\\[(?<digits>\\d+)])(?<words>.+)");

  /** The keys of a number, by the words after its id. */
  private enum Key {
    WABA_ID,
    ACCESS_TOKEN,
    COUNTRY,
    PORTFOLIO,
    MODE,
    THROUGHPUT,
    MESSAGING_LIMIT;

    private static final Map<String, Key> BY_WORDS =
        Stream.of(values()).collect(Collectors.toMap(key -> key.words, Function.identity()));

    final String words = name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private record Given(
      Optional<String> wabaId,
      Optional<String> accessToken,
      Optional<String> country,
      Optional<String> portfolio,
      Mode mode,
      OptionalInt throughput,
      Optional<String> messagingLimit)
      implements PhoneNumber {}

  private final SmallRyeConfig config;
  private final TreeMap<String, Map<Key, String>> nameById = new TreeMap<>();
  private final List<String> problems = new ArrayList<>();

  NumbersReader(SmallRyeConfig config) {
    this.config = config;
  }

  NumbersConfig read() {
    for (String name : config.getPropertyNames()) {
      if (name.startsWith(ROOT)) {
        take(name);
      }
    }
    TreeMap<String, PhoneNumber> byId = new TreeMap<>();
    nameById.forEach((id, names) -> byId.put(id, number(names)));
    return new NumbersConfig(byId, problems.stream().sorted().toList());
  }

  private void take(String name) {
    Matcher parts = NAME.matcher(name).region(ROOT.length(), name.length());
    Key key = parts.matches() ? Key.BY_WORDS.get(parts.group("words").replace('.', '-')) : null;
    if (key == null) {
      unknown(name);
      return;
    }
    String id = id(parts);
    String before =
        parts.group("digits") == null
            ? name.substring(0, parts.start("words"))
            : ROOT + "." + id + ".";
    String dashed = before + key.words;
    if (dashed.equals(name) || isVariable(config.getConfigValue(name))) {
      take(id, key, dashed);
    } else {
      unknown(name);
    }
  }

  private static String id(Matcher parts) {
    return Stream.of("quoted", "plain", "digits")
        .map(parts::group)
        .filter(Objects::nonNull)
        .findFirst()
        .orElseThrow();
  }

  /** If a key is there with and without quotes, the source with the higher ordinal wins. */
  private void take(String id, Key key, String name) {
    nameById
        .computeIfAbsent(id, number -> new EnumMap<>(Key.class))
        .merge(key, name, (one, other) -> ordinal(one) < ordinal(other) ? other : one);
  }

  private int ordinal(String name) {
    return config.getConfigValue(name).getConfigSourceOrdinal();
  }

  /** Environment variables are left to {@link ConfigKeys#unknown}, which names them as written. */
  private void unknown(String name) {
    ConfigValue value = config.getConfigValue(name);
    if (!isVariable(value)) {
      problems.add(name + " in " + value.getLocation() + " is no key: see configuration.md.");
    }
  }

  private static boolean isVariable(ConfigValue value) {
    String source = value.getSourceName();
    return source != null && source.startsWith(EnvConfigSource.NAME);
  }

  private PhoneNumber number(Map<Key, String> names) {
    return new Given(
        value(names.get(Key.WABA_ID), String.class),
        value(names.get(Key.ACCESS_TOKEN), String.class),
        value(names.get(Key.COUNTRY), String.class),
        value(names.get(Key.PORTFOLIO), String.class),
        value(names.get(Key.MODE), Mode.class).orElse(Mode.CLOUD),
        value(names.get(Key.THROUGHPUT), Integer.class)
            .map(OptionalInt::of)
            .orElseGet(OptionalInt::empty),
        value(names.get(Key.MESSAGING_LIMIT), String.class));
  }

  /** An empty value counts as none. */
  private <T> Optional<T> value(@Nullable String name, Class<T> type) {
    try {
      return name == null ? Optional.empty() : config.getOptionalValue(name, type);
    } catch (RuntimeException unusable) {
      problems.add(name + ": " + unusable.getMessage());
      return Optional.empty();
    }
  }
}
