package io.sallyport.monitoring;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A row of src/docs/metrics.md.
 *
 * @param type counter, gauge or histogram
 * @param tags by name; with the values they may have, or none where any may be
 */
public record DocumentedMeter(String name, String type, Map<String, Set<String>> tags) {

  private static final Path PAGE = Path.of("src/docs/metrics.md");
  private static final Pattern TAG = Pattern.compile("`([a-z_]+)`(?: \\(([^)]*)\\))?");

  /** All of them, by name. */
  public static Map<String, DocumentedMeter> all() {
    try {
      return Files.readAllLines(PAGE).stream()
          .filter(line -> line.startsWith("| `sallyport_"))
          .map(DocumentedMeter::of)
          .collect(
              Collectors.toMap(
                  DocumentedMeter::name,
                  one -> one,
                  (a, b) -> {
                    throw new AssertionError(a.name() + " has two rows");
                  },
                  TreeMap::new));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** Every name that can be asked for. */
  public static Map<String, Series> series() {
    Map<String, Series> all = new TreeMap<>();
    all().values().forEach(meter -> meter.own().forEach(one -> all.put(one.name(), one)));
    return all;
  }

  private static DocumentedMeter of(String row) {
    String[] cells = row.split("\\|", -1);
    Map<String, Set<String>> tags = new LinkedHashMap<>();
    Matcher tag = TAG.matcher(cells[4]);
    while (tag.find()) {
      String values = tag.group(2);
      tags.put(
          tag.group(1), values == null ? Set.of() : new TreeSet<>(List.of(values.split(", ", -1))));
    }
    return new DocumentedMeter(cells[1].strip().replace("`", ""), cells[2].strip(), tags);
  }

  private List<Series> own() {
    if (!type.equals("histogram")) {
      return List.of(series("", type.equals("counter"), false));
    }
    List<Series> all = new ArrayList<>();
    all.add(series("_bucket", true, true));
    all.add(series("_count", true, false));
    all.add(series("_sum", true, false));
    all.add(series("_max", false, false));
    return all;
  }

  /** Prometheus adds where it scraped them. */
  private Series series(String suffix, boolean counter, boolean bucket) {
    Map<String, Set<String>> labels = new LinkedHashMap<>(tags);
    labels.put("instance", Set.of());
    labels.put("job", Set.of());
    if (bucket) {
      labels.put("le", Set.of());
    }
    return new Series(name + suffix, counter, labels);
  }
}
