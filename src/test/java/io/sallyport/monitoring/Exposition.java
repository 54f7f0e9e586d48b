package io.sallyport.monitoring;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What Prometheus is answered, read as far as names, types and tags go. */
public final class Exposition {

  private static final Pattern TYPE = Pattern.compile("# TYPE (sallyport_\\S+) (\\S+)");
  private static final Pattern SAMPLE = Pattern.compile("(sallyport_\\w+)(?:\\{([^}]*)})? \\S.*");
  private static final Pattern LABEL = Pattern.compile("(\\w+)=\"((?:[^\"\\\\]|\\\\.)*)\"");

  /** Meters by name, with the values of each tag that were seen. */
  private final Map<String, DocumentedMeter> meters = new TreeMap<>();

  private Exposition() {}

  /** The gateway's own meters; what a histogram's greatest value is belongs to the histogram. */
  public static Map<String, DocumentedMeter> meters(String text) {
    Exposition all = new Exposition();
    text.lines().forEach(all::read);
    all.meters.keySet().removeIf(name -> all.isGreatestOfAnother(name));
    return all.meters;
  }

  private boolean isGreatestOfAnother(String name) {
    return name.endsWith("_max") && meters.containsKey(name.substring(0, name.length() - 4));
  }

  private void read(String line) {
    Matcher type = TYPE.matcher(line);
    Matcher sample = SAMPLE.matcher(line);
    if (type.matches()) {
      // OpenMetrics names a counter without what its samples end with.
      boolean bare = type.group(2).equals("counter") && !type.group(1).endsWith("_total");
      String name = type.group(1) + (bare ? "_total" : "");
      meters.put(name, new DocumentedMeter(name, type.group(2), new TreeMap<>()));
    } else if (sample.matches() && sample.group(2) != null) {
      Map<String, Set<String>> tags = meter(sample.group(1)).tags();
      Matcher label = LABEL.matcher(sample.group(2));
      while (label.find()) {
        if (!label.group(1).equals("le")) {
          tags.computeIfAbsent(label.group(1), name -> new TreeSet<>()).add(label.group(2));
        }
      }
    }
  }

  private DocumentedMeter meter(String sample) {
    DocumentedMeter own = meters.get(sample);
    String family = sample.replaceFirst("_(bucket|count|sum)$", "");
    DocumentedMeter meter = own == null ? meters.get(family) : own;
    if (meter == null) {
      throw new AssertionError(sample + " has no type");
    }
    return meter;
  }
}
