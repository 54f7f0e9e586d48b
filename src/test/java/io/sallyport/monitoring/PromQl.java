package io.sallyport.monitoring;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Reads a PromQL expression and follows names and labels through it, so that one which could never
 * find anything is wrong here: a name no meter has, a label its meter has not, a rate of what does
 * not only rise, two sides with different labels. Knows what our rules and panels use of PromQL.
 */
final class PromQl {

  private enum Shape {
    SCALAR,
    INSTANT,
    RANGE
  }

  /** What a part amounts to. */
  private record Value(Shape shape, boolean counter, Set<String> labels) {}

  private static final Value SCALAR = new Value(Shape.SCALAR, false, Set.of());
  private static final List<Set<String>> OPERATORS =
      List.of(
          Set.of("or"),
          Set.of("and", "unless"),
          Set.of("==", "!=", ">", "<", ">=", "<="),
          Set.of("+", "-"),
          Set.of("*", "/", "%"));
  private static final Set<String> SETS = Set.of("or", "and", "unless");
  private static final Set<String> AGGREGATORS =
      Set.of("sum", "min", "max", "avg", "count", "topk", "bottomk");
  private static final Set<String> OF_COUNTERS = Set.of("rate", "increase");
  private static final Set<String> OF_GAUGES =
      Set.of("max_over_time", "min_over_time", "avg_over_time");
  private static final Set<String> OF_VECTORS = Set.of("clamp_min", "clamp_max", "sort_desc");

  private final Map<String, Series> known;
  private final PromTokens tokens;

  private PromQl(Map<String, Series> known, String expression) {
    this.known = known;
    this.tokens = new PromTokens(expression);
  }

  /** The labels of what the expression finds. */
  static Set<String> labels(Map<String, Series> known, String expression) {
    PromQl query = new PromQl(known, expression);
    Value found = query.operation(0);
    if (!query.tokens.peek().isEmpty()) {
      throw query.tokens.wrong("`" + query.tokens.peek() + "` is left over");
    }
    query.current(found);
    return new TreeSet<>(found.labels());
  }

  private Value operation(int level) {
    if (level == OPERATORS.size()) {
      return part();
    }
    Value left = operation(level + 1);
    while (OPERATORS.get(level).contains(tokens.peek())) {
      String operator = tokens.take();
      Set<String> on = tokens.takeIf("on") ? names() : null;
      left = joined(operator, current(left), on, current(operation(level + 1)));
    }
    return left;
  }

  private Value joined(String operator, Value left, Set<String> on, Value right) {
    if (left.shape() == Shape.SCALAR || right.shape() == Shape.SCALAR) {
      return left.shape() == Shape.SCALAR ? right : left;
    }
    if (on != null) {
      has(left.labels(), on);
      has(right.labels(), on);
      return SETS.contains(operator) ? left : new Value(Shape.INSTANT, false, on);
    }
    if (!left.labels().equals(right.labels())) {
      throw tokens.wrong(left.labels() + " " + operator + " " + right.labels() + " finds nothing");
    }
    return left;
  }

  private Value part() {
    String token = tokens.take();
    if (token.equals("(")) {
      Value inner = operation(0);
      tokens.expect(")");
      return inner;
    } else if (token.equals("-")) {
      return part();
    } else if (token.matches("\\d+(\\.\\d+)?")) {
      return SCALAR;
    } else if (AGGREGATORS.contains(token)) {
      return aggregate(token);
    }
    return tokens.peek().equals("(") ? call(token) : metric(token);
  }

  private Value aggregate(String aggregator) {
    Set<String> by = tokens.takeIf("by") ? names() : null;
    tokens.expect("(");
    if (aggregator.endsWith("k")) {
      operation(0);
      tokens.expect(",");
    }
    Value inner = current(operation(0));
    tokens.expect(")");
    by = by == null && tokens.takeIf("by") ? names() : by;
    has(inner.labels(), by == null ? Set.of() : by);
    if (aggregator.endsWith("k")) {
      return inner;
    }
    return new Value(Shape.INSTANT, false, by == null ? Set.of() : by);
  }

  private Value call(String function) {
    tokens.expect("(");
    Value first = operation(0);
    Value last = first;
    while (tokens.takeIf(",")) {
      last = operation(0);
    }
    tokens.expect(")");
    if (OF_COUNTERS.contains(function) || OF_GAUGES.contains(function)) {
      if (first.shape() != Shape.RANGE || first.counter() != OF_COUNTERS.contains(function)) {
        throw tokens.wrong(function + " of that");
      }
      return new Value(Shape.INSTANT, false, first.labels());
    } else if (function.equals("histogram_quantile")) {
      has(last.labels(), Set.of("le"));
      Set<String> labels = new HashSet<>(last.labels());
      labels.remove("le");
      return new Value(Shape.INSTANT, false, labels);
    } else if (function.equals("absent")) {
      return new Value(Shape.INSTANT, false, Set.of());
    } else if (OF_VECTORS.contains(function)) {
      return current(first);
    }
    throw tokens.wrong("unknown function " + function);
  }

  private Value metric(String name) {
    Series series = known.get(name);
    if (series == null) {
      throw tokens.wrong("no meter has the name " + name);
    }
    if (tokens.takeIf("{")) {
      while (!tokens.takeIf("}")) {
        match(series);
        tokens.takeIf(",");
      }
    }
    boolean range = tokens.takeIf("[");
    if (range) {
      tokens.take();
      tokens.expect("]");
    }
    return new Value(
        range ? Shape.RANGE : Shape.INSTANT, series.counter(), series.labels().keySet());
  }

  /** A label, and one of the values it may have. */
  private void match(Series series) {
    String label = tokens.take();
    String operator = tokens.take();
    String value = tokens.take();
    value = value.substring(1, value.length() - 1);
    has(series.labels().keySet(), Set.of(label));
    Set<String> possible = series.labels().get(label);
    if (!possible.isEmpty() && !value.startsWith("$")) {
      has(possible, Set.of(operator.endsWith("~") ? value.split("\\|", -1) : new String[] {value}));
    }
  }

  private Set<String> names() {
    Set<String> names = new TreeSet<>();
    tokens.expect("(");
    while (!tokens.takeIf(")")) {
      names.add(tokens.take());
      tokens.takeIf(",");
    }
    return names;
  }

  private void has(Set<String> all, Set<String> some) {
    if (!all.containsAll(some)) {
      throw tokens.wrong(some + " is not among " + all);
    }
  }

  /** A counter's value says since when its replica runs, and nothing else. */
  private Value current(Value value) {
    if (value.shape() == Shape.RANGE || value.counter()) {
      throw tokens.wrong("a counter without a rate, or a range without a function");
    }
    return value;
  }
}
