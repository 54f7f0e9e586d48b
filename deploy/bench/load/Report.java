import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoublePredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes tables of what was measured, prints them and puts them into a page between two marks.
 *
 * <p>Arguments: results (subject, what, value; tabs between them), page or {@code -}.
 */
public final class Report {

  private static final String BEGIN = "<!-- measured: deploy/bench/run writes what follows -->\n";
  private static final String END = "<!-- /measured -->";

  /** The most that the control may vary by, highest to lowest. */
  private static final double STEADY = 1.3;

  private static final String LUA = "nginx-lua";

  private static final Map<String, String> NAMES = new LinkedHashMap<>();

  static {
    NAMES.put("direct", "no gateway");
    NAMES.put("nginx", "nginx");
    NAMES.put("nginx-lua", "nginx + Lua");
    NAMES.put("spring-cloud-gateway", "Spring Cloud Gateway");
    NAMES.put("before", "Sallyport before");
    NAMES.put("gateway", "Sallyport (JVM)");
    NAMES.put("gateway-native", "Sallyport (native)");
  }

  private final Map<String, Map<String, List<Double>>> measured = new LinkedHashMap<>();
  private final StringBuilder text = new StringBuilder();

  public static void main(String[] arguments) throws Exception {
    Report report = new Report();
    for (String line : Files.readAllLines(Path.of(arguments[0]))) {
      String[] cells = line.split("\t");
      report.add(cells[0], cells[1], Double.parseDouble(cells[2]));
    }
    report.write();
    System.out.print(report.text);
    if (!arguments[1].equals("-")) {
      put(Path.of(arguments[1]), report.text.toString());
    }
  }

  private void add(String subject, String what, double value) {
    measured
        .computeIfAbsent(subject, none -> new LinkedHashMap<>())
        .computeIfAbsent(what, none -> new ArrayList<>())
        .add(value);
  }

  private static void put(Path page, String table) throws IOException {
    String before = Files.readString(page);
    int begin = before.indexOf(BEGIN);
    int end = before.indexOf(END);
    if (begin < 0 || end < begin) {
      throw new IllegalStateException(page + " lacks the marks that the tables go between");
    }
    Files.writeString(
        page,
        before.substring(0, begin + BEGIN.length()) + "\n" + table + "\n" + before.substring(end));
  }

  private void write() throws Exception {
    header();
    throughput();
    latency();
    processes();
    redis();
    budgets();
  }

  /** What the measured JVMs run on, as subjects.sh starts them. */
  private static String measuredJava() {
    String home = System.getenv("JAVA_HOME");
    return home == null ? "java" : home + "/bin/java";
  }

  private void header() throws Exception {
    line(
        "%s, %s, %d cores.",
        LocalDate.now(ZoneOffset.UTC), cpu(), Runtime.getRuntime().availableProcessors());
    line(
        "Java %s, nginx %s, Redis %s, wrk %s, Quarkus %s, Spring Boot %s with Spring Cloud %s.",
        said("version \"([^\"]+)", measuredJava(), "-version"),
        said("nginx/([\\d.]+)", "nginx", "-v"),
        said("v=([\\d.]+)", "redis-server", "--version"),
        said("wrk (?:debian/)?([\\d.]+)", "wrk", "-v"),
        in("pom.xml", "<quarkus.version>([^<]+)"),
        in("deploy/bench/spring-cloud-gateway/pom.xml", "(?s)<parent>.*?<version>([^<]+)"),
        in("deploy/bench/spring-cloud-gateway/pom.xml", "<spring-cloud.version>([^<]+)"));
    int rounds =
        measured.values().stream()
            .mapToInt(of -> of.getOrDefault("rate", List.of()).size())
            .max()
            .orElse(0);
    line(
        "Medians of %d rounds; in brackets the lowest and the highest. Ratios are of two in the same"
            + " round.",
        rounds);
    List<Double> control = values("nginx", "rate");
    if (control.size() > 1) {
      double lowest = control.stream().min(Double::compare).orElseThrow();
      double highest = control.stream().max(Double::compare).orElseThrow();
      if (highest > lowest * STEADY) {
        line("");
        line(
            "**A noisy run:** nginx, which does the same in each round, did %,.0f to %,.0f sends/s.",
            lowest, highest);
      }
    }
  }

  private void throughput() {
    line("");
    line(
        "| 64 connections, as fast as they go | sends/s | × nginx + Lua | p50 | p99 | CPU of the"
            + " process per send | allocated |");
    line("|---|---|---|---|---|---|---|");
    each(
        (subject, name) ->
            line(
                "| %s | %s%s | %s | %s | %s | %s | %s |",
                name,
                number(subject, "rate", 1, "%,.0f"),
                range(values(subject, "rate"), "%,.0f"),
                shown(ratios(subject, LUA, "rate"), "%.2f"),
                number(subject, "full_p50_us", 1000, "%.2f ms"),
                number(subject, "full_p99_us", 1000, "%.2f ms"),
                subject.equals("direct") ? "" : number(subject, "cpu_us", 1, "%.0f µs"),
                number(subject, "allocated_bytes", 1000, "%.1f kB")));
  }

  private void latency() {
    line("");
    line("| 1,000 sends/s | p50 | p99 | p50 added | p99 added | × nginx + Lua's, p50 | p99 |");
    line("|---|---|---|---|---|---|---|");
    each(
        (subject, name) ->
            line(
                "| %s | %s | %s | %s | %s | %s | %s |",
                name,
                number(subject, "steady_p50_us", 1000, "%.2f ms"),
                number(subject, "steady_p99_us", 1000, "%.2f ms"),
                shown(median(added(subject, "steady_p50_us")), "%.2f ms"),
                shown(median(added(subject, "steady_p99_us")), "%.2f ms"),
                shown(ratios(added(subject, "steady_p50_us"), added(LUA, "steady_p50_us")), "%.2f"),
                shown(
                    ratios(added(subject, "steady_p99_us"), added(LUA, "steady_p99_us")),
                    "%.2f")));
  }

  private void processes() {
    line("");
    line(
        "| process | start to ready | first 10 s, sends/s | of what it does later | resident, idle |"
            + " under full load |");
    line("|---|---|---|---|---|---|");
    each(
        (subject, name) -> {
          if (!subject.equals("direct")) {
            line(
                "| %s | %s | %s | %s | %s | %s |",
                name,
                number(subject, "start_ms", 1, "%,.0f ms"),
                number(subject, "first_rate", 1, "%,.0f"),
                shown(ofWarm(subject), "%.2f"),
                number(subject, "idle_kib", 1024, "%.0f MiB"),
                number(subject, "load_kib", 1024, "%.0f MiB"));
          }
        });
  }

  private void redis() {
    line("");
    line("| Redis, at 1,000 sends/s | script calls per send | time of a call |");
    line("|---|---|---|");
    each(
        (subject, name) -> {
          if (!List.of("direct", "nginx").contains(subject)
              && median(subject, "script_us").isPresent()) {
            line(
                "| %s | %s | %s |",
                name,
                number(subject, "scripts_per_1000", 1000, "%.2f"),
                number(subject, "script_us", 1, "%.0f µs"));
          }
        });
    OptionalDouble admit = median("redis", "admit_cpu_us");
    if (admit.isPresent()) {
      line("");
      line(
          "`admit.lua`, 32 calls on their way at a time: %.1f µs of Redis's CPU each.",
          admit.getAsDouble());
    }
    OptionalDouble settle = median("redis", "settle_cpu_us");
    if (settle.isPresent()) {
      line("");
      line(
          "`settle.lua`, 32 sends in a call: %.1f µs of Redis's CPU for each send.",
          settle.getAsDouble());
    }
    for (String subject : List.of("before", "gateway", "gateway-native")) {
      OptionalDouble decisions = median(subject, "decisions");
      OptionalDouble logged = median(subject, "decisions_logged");
      if (decisions.isPresent() && logged.isPresent()) {
        line("");
        line(
            "%s decided %,.0f sends and has %,.0f of the decisions in its log%s.",
            NAMES.get(subject),
            decisions.getAsDouble(),
            logged.getAsDouble(),
            logged.getAsDouble() < decisions.getAsDouble()
                ? "; the console did not take the others in time"
                : "");
      }
    }
  }

  private void budgets() {
    line("");
    line("| budget | is | |");
    line("|---|---|---|");
    String jvm = "gateway";
    String native_ = "gateway-native";
    budget("throughput ≥ 1.0 × nginx + Lua", median(ratios(jvm, LUA, "rate")), "%.2f ×", least(1));
    budget("own CPU ≤ 130 µs a send", median(jvm, "cpu_us"), "%.0f µs", most(130));
    budget("the first 10 s ≥ 0.6 × what it does later", ofWarm(jvm), "%.2f ×", least(0.6));
    budget(
        "added at 1,000/s, p50 ≤ 1.2 × nginx + Lua's",
        median(ratios(added(jvm, "steady_p50_us"), added(LUA, "steady_p50_us"))),
        "%.2f ×",
        most(1.2));
    budget(
        "added at 1,000/s, p99 ≤ 1.5 × nginx + Lua's",
        median(ratios(added(jvm, "steady_p99_us"), added(LUA, "steady_p99_us"))),
        "%.2f ×",
        most(1.5));
    budget("allocated ≤ 8 kB a send", part(jvm, "allocated_bytes", 1000), "%.1f kB", most(8));
    budget(
        "script calls a send at 1,000/s ≤ 1.1",
        part(jvm, "scripts_per_1000", 1000),
        "%.2f",
        most(1.1));
    budget(
        "Redis's CPU of a call that admits ≤ 30 µs",
        median("redis", "admit_cpu_us"),
        "%.1f µs",
        most(30));
    budget(
        "native: throughput ≥ 0.65 × nginx + Lua",
        median(ratios(native_, LUA, "rate")),
        "%.2f ×",
        least(0.65));
    budget("native: start to ready ≤ 100 ms", median(native_, "start_ms"), "%.0f ms", most(100));
    budget(
        "native: resident, idle ≤ 60 MiB", part(native_, "idle_kib", 1024), "%.0f MiB", most(60));
    budget(
        "native: resident, under load ≤ 150 MiB",
        part(native_, "load_kib", 1024),
        "%.0f MiB",
        most(150));
  }

  private static DoublePredicate least(double bound) {
    return is -> is >= bound;
  }

  private static DoublePredicate most(double bound) {
    return is -> is <= bound;
  }

  private void budget(String what, OptionalDouble is, String format, DoublePredicate met) {
    String verdict = is.isEmpty() ? "not measured" : met.test(is.getAsDouble()) ? "met" : "missed";
    line("| %s | %s | %s |", what, shown(is, format), verdict);
  }

  private interface Row {
    void of(String subject, String name);
  }

  private void each(Row row) {
    NAMES.forEach(
        (subject, name) -> {
          if (measured.containsKey(subject)) {
            row.of(subject, name);
          }
        });
  }

  private void line(String format, Object... values) {
    text.append(String.format(Locale.ROOT, format, values)).append('\n');
  }

  private List<Double> values(String subject, String what) {
    return measured.getOrDefault(subject, Map.of()).getOrDefault(what, List.of());
  }

  private OptionalDouble median(String subject, String what) {
    return median(values(subject, what));
  }

  private static OptionalDouble median(List<Double> values) {
    return values.isEmpty()
        ? OptionalDouble.empty()
        : OptionalDouble.of(values.stream().sorted().toList().get(values.size() / 2));
  }

  private OptionalDouble part(String subject, String what, double of) {
    OptionalDouble value = median(subject, what);
    return value.isEmpty() ? value : OptionalDouble.of(value.getAsDouble() / of);
  }

  /** Milliseconds more than without a gateway, round by round. */
  private List<Double> added(String subject, String what) {
    return subject.equals("direct")
        ? List.of()
        : roundByRound(values(subject, what), values("direct", what), (a, b) -> (a - b) / 1000);
  }

  private List<Double> ratios(String subject, String other, String what) {
    return ratios(values(subject, what), values(other, what));
  }

  private static List<Double> ratios(List<Double> ours, List<Double> theirs) {
    return roundByRound(ours, theirs, (a, b) -> a / b);
  }

  private static List<Double> roundByRound(
      List<Double> ours, List<Double> theirs, DoubleBinaryOperator of) {
    List<Double> all = new ArrayList<>();
    for (int round = 0; round < Math.min(ours.size(), theirs.size()); round++) {
      all.add(of.applyAsDouble(ours.get(round), theirs.get(round)));
    }
    return all;
  }

  /** The rate of the first ten seconds as a part of the later one. */
  private OptionalDouble ofWarm(String subject) {
    OptionalDouble first = median(subject, "first_rate");
    OptionalDouble warm = median(subject, "rate");
    return first.isEmpty() || warm.isEmpty()
        ? OptionalDouble.empty()
        : OptionalDouble.of(first.getAsDouble() / warm.getAsDouble());
  }

  private String number(String subject, String what, double of, String format) {
    return shown(part(subject, what, of), format);
  }

  private static String shown(OptionalDouble value, String format) {
    return value.isEmpty() ? "" : String.format(Locale.ROOT, format, value.getAsDouble());
  }

  /** The median and the range. */
  private static String shown(List<Double> values, String format) {
    return shown(median(values), format) + range(values, format);
  }

  private static String range(List<Double> values, String format) {
    List<Double> sorted = values.stream().sorted().toList();
    return sorted.size() < 2
        ? ""
        : String.format(
            Locale.ROOT,
            " (" + format + "–" + format + ")",
            sorted.get(0),
            sorted.get(sorted.size() - 1));
  }

  private static String cpu() throws IOException {
    return in("/proc/cpuinfo", "model name\\s*: (.*)");
  }

  private static String in(String file, String pattern) throws IOException {
    return found(pattern, Files.readString(Path.of(file)));
  }

  private static String said(String pattern, String... command) throws Exception {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String all = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return found(pattern, all);
  }

  private static String found(String pattern, String text) {
    Matcher matcher = Pattern.compile(pattern).matcher(text);
    return matcher.find() ? matcher.group(1) : "?";
  }
}
