package io.sallyport.config;

import io.sallyport.rule.Enforcement;
import io.sallyport.rule.Reason;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code sallyport.policy.enforcement}. From an environment variable the configuration
 * library makes the key {@code window.closed}, so in a reason's name a dot, a dash and an
 * underscore are the same.
 *
 * @param byReason the rules that are configured
 * @param problems what is wrong with the keys, one sentence each
 */
public record RuleSwitches(Map<Reason, Enforcement> byReason, List<String> problems) {

  private static final Map<String, Reason> OPTIONAL =
      Stream.of(Reason.values())
          .filter(Reason::isOptional)
          .collect(Collectors.toMap(Reason::wire, reason -> reason));

  private static final String KEY = "sallyport.policy.enforcement.\"";

  public RuleSwitches {
    byReason = Map.copyOf(byReason);
    problems = List.copyOf(problems);
  }

  public static RuleSwitches of(PolicyConfig policy) {
    Map<Reason, Enforcement> byReason = new EnumMap<>(Reason.class);
    List<String> problems = new ArrayList<>();
    new TreeMap<>(policy.enforcement())
        .forEach(
            (key, enforcement) -> {
              String name = key.replace('.', '_').replace('-', '_');
              Reason reason = OPTIONAL.get(name);
              if (reason == null) {
                problems.add(unknown(name));
              } else if (differs(byReason.put(reason, enforcement), enforcement)) {
                problems.add(KEY + name + "\" is set in two spellings, and not alike.");
              }
            });
    return new RuleSwitches(byReason, problems);
  }

  private static boolean differs(@Nullable Enforcement before, Enforcement now) {
    return before != null && before != now;
  }

  private static String unknown(String name) {
    String names =
        Stream.of(Reason.values())
            .filter(Reason::isOptional)
            .map(Reason::wire)
            .collect(Collectors.joining(", "));
    return KEY + name + "\" is no rule that can be switched: use one of " + names + ".";
  }
}
