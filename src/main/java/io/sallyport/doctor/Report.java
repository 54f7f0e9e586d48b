package io.sallyport.doctor;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.doctor.Finding.State;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Prints what was found: a line each, as it comes, or one JSON object at the end. */
public final class Report {

  /** Wide enough for a check about a WABA or a number. */
  private static final int WIDTH = 30;

  private final PrintStream out;
  private final boolean json;
  private final List<Finding> all = new ArrayList<>();

  public Report(PrintStream out, boolean json) {
    this.out = out;
    this.json = json;
  }

  /** One more line. */
  public void add(Finding finding) {
    all.add(finding);
    if (!json) {
      out.println(line(finding));
    }
  }

  private static String line(Finding finding) {
    String fix = finding.fix().isEmpty() ? "" : " -> " + finding.fix();
    return String.format(
        "%-4s  %-" + WIDTH + "s  %s%s",
        finding.state().word(),
        finding.check(),
        finding.about(),
        fix);
  }

  /** The last line; of JSON the only one. */
  public void end() {
    out.println(json ? object().toString() : counts());
    out.flush();
  }

  private String counts() {
    return Stream.of(State.FAIL, State.WARN, State.OK, State.SKIP)
        .map(state -> count(state) + " " + state.word())
        .collect(Collectors.joining(", "));
  }

  private long count(State state) {
    return all.stream().filter(one -> one.state() == state).count();
  }

  private ObjectNode object() {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    for (State state : State.values()) {
      object.put(state.word(), count(state));
    }
    ArrayNode checks = object.putArray("checks");
    for (Finding one : all) {
      checks
          .addObject()
          .put("state", one.state().word())
          .put("check", one.check())
          .put("about", one.about())
          .put("fix", one.fix().isEmpty() ? null : one.fix());
    }
    return object;
  }
}
