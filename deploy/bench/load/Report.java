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

  private static final Map<String, String> NAMES = new LinkedHashMap<>();

  static {
    NAMES.put("direct", "no gateway");
    NAMES.put("nginx", "nginx");
    NAMES.put("nginx-lua", "nginx + Lua");
    NAMES.put("spring-cloud-gateway", "Spring Cloud Gateway");
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

  private void header() throws Exception {
    line(
        "%s, %s, %d cores.",
        LocalDate.now(ZoneOffset.UTC), cpu(), Runtime.getRuntime().availableProcessors());
    line(
        "Java %s, nginx %s, Redis %s, wrk %s, Quarkus %s, Spring Boot %s with Spring Cloud %s.",
        System.getProperty("java.version"),
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
    line("Medians of %d rounds; in brackets the lowest and the highest.", rounds);
  }

  private void throughput() {
    line("");
    line(
        "| 64 connections, as fast as they go | sends/s | p50 | p99 | CPU of the process per send"
            + " |");
    line("|---|---|---|---|---|");
    each(
        (subject, name) ->
            line(
                "| %s | %s%s | %s | %s | %s |",
                name,
                number(subject, "rate", 1, "%,.0f"),
                range(subject, "rate"),
                number(subject, "full_p50_us", 1000, "%.2f ms"),
                number(subject, "full_p99_us", 1000, "%.2f ms"),
                subject.equals("direct") ? "" : number(subject, "cpu_us", 1, "%.0f µs")));
  }

  private void latency() {
    line("");
    line("| 1,000 sends/s | p50 | p99 | p50 added | p99 added |");
    line("|---|---|---|---|---|");
    each(
        (subject, name) ->
            line(
                "| %s | %s | %s | %s | %s |",
                name,
                number(subject, "steady_p50_us", 1000, "%.2f ms"),
                number(subject, "steady_p99_us", 1000, "%.2f ms"),
                shown(added(subject, "steady_p50_us"), "%.2f ms"),
                shown(added(subject, "steady_p99_us"), "%.2f ms")));
  }

  private void processes() {
    line("");
    line("| process | start to ready | resident, idle | under full load |");
    line("|---|---|---|---|");
    each(
        (subject, name) -> {
          if (!subject.equals("direct")) {
            line(
                "| %s | %s | %s | %s |",
                name,
                number(subject, "start_ms", 1, "%,.0f ms"),
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
    for (String subject : List.of("gateway", "gateway-native")) {
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
    ratio("throughput ≥ 1.0 × nginx + Lua", "gateway", "nginx-lua", 1.0);
    ratio("throughput ≥ 4 × Spring Cloud Gateway", "gateway", "spring-cloud-gateway", 4.0);
    budget(
        "added at 1,000/s, p50 ≤ 0.5 ms",
        added("gateway", "steady_p50_us"),
        "%.2f ms",
        is -> is <= 0.5);
    budget(
        "added at 1,000/s, p99 ≤ 2 ms",
        added("gateway", "steady_p99_us"),
        "%.2f ms",
        is -> is <= 2);
    budget(
        "the script that admits ≤ 50 µs",
        median("nginx-lua", "script_us"),
        "%.0f µs",
        is -> is <= 50);
    ratio("native: throughput ≥ 0.65 × nginx + Lua", "gateway-native", "nginx-lua", 0.65);
    String native_ = "gateway-native";
    budget(
        "native: start to ready ≤ 100 ms", median(native_, "start_ms"), "%.0f ms", is -> is <= 100);
    budget(
        "native: resident, idle ≤ 60 MiB",
        part(native_, "idle_kib", 1024),
        "%.0f MiB",
        is -> is <= 60);
    budget(
        "native: resident, under load ≤ 150 MiB",
        part(native_, "load_kib", 1024),
        "%.0f MiB",
        is -> is <= 150);
  }

  private void ratio(String what, String subject, String other, double least) {
    OptionalDouble ours = median(subject, "rate");
    OptionalDouble theirs = median(other, "rate");
    OptionalDouble ratio =
        ours.isPresent() && theirs.isPresent()
            ? OptionalDouble.of(ours.getAsDouble() / theirs.getAsDouble())
            : OptionalDouble.empty();
    budget(what, ratio, "%.2f ×", is -> is >= least);
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

  private OptionalDouble median(String subject, String what) {
    List<Double> values = measured.getOrDefault(subject, Map.of()).get(what);
    return values == null
        ? OptionalDouble.empty()
        : OptionalDouble.of(values.stream().sorted().toList().get(values.size() / 2));
  }

  private OptionalDouble part(String subject, String what, double of) {
    OptionalDouble value = median(subject, what);
    return value.isEmpty() ? value : OptionalDouble.of(value.getAsDouble() / of);
  }

  /** Milliseconds more than without a gateway. */
  private OptionalDouble added(String subject, String what) {
    OptionalDouble value = part(subject, what, 1000);
    OptionalDouble direct = part("direct", what, 1000);
    return subject.equals("direct") || value.isEmpty() || direct.isEmpty()
        ? OptionalDouble.empty()
        : OptionalDouble.of(value.getAsDouble() - direct.getAsDouble());
  }

  private String number(String subject, String what, double of, String format) {
    return shown(part(subject, what, of), format);
  }

  private static String shown(OptionalDouble value, String format) {
    return value.isEmpty() ? "" : String.format(Locale.ROOT, format, value.getAsDouble());
  }

  private String range(String subject, String what) {
    List<Double> values =
        measured.getOrDefault(subject, Map.of()).getOrDefault(what, List.of()).stream()
            .sorted()
            .toList();
    return values.size() < 2
        ? ""
        : String.format(
            Locale.ROOT, " (%,.0f–%,.0f)", values.get(0), values.get(values.size() - 1));
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
