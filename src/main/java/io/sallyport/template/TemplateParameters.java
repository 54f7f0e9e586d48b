package io.sallyport.template;

import io.sallyport.message.TemplateCall;
import io.sallyport.message.TemplateCall.Component;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The parameters a template needs, slot by slot: {@code header}, {@code body}, {@code button.0}.
 * Only what is certain is listed; a component whose rules are not known here is left to Meta.
 */
public record TemplateParameters(List<Slot> slots) {

  public TemplateParameters {
    slots = List.copyOf(slots);
  }

  /**
   * The parameters of one component.
   *
   * @param at {@code header}, {@code body} or {@code button.<index>}
   * @param count how many; {@link #ANY} when that is for Meta to say
   * @param names their names, sorted; empty when they are positional
   */
  public record Slot(String at, int count, List<String> names) {

    private static final int ANY = -1;

    public Slot {
      names = List.copyOf(names);
    }

    /** A component whose rules are not known here. */
    public static Slot any(String at) {
      return new Slot(at, ANY, List.of());
    }

    public static Slot positional(String at, int count) {
      return new Slot(at, count, List.of());
    }

    public static Slot named(String at, SortedSet<String> names) {
      return new Slot(at, names.size(), List.copyOf(names));
    }

    private String asText() {
      if (count == ANY) {
        return at + ":*";
      }
      return names.isEmpty() ? at + ":" + count : at + "=" + String.join(",", names);
    }

    private static Slot ofText(String text) {
      int equals = text.indexOf('=');
      if (equals >= 0) {
        String names = text.substring(equals + 1);
        return named(text.substring(0, equals), new TreeSet<>(Arrays.asList(names.split(","))));
      }
      int colon = text.indexOf(':');
      String at = text.substring(0, colon);
      String count = text.substring(colon + 1);
      return count.equals("*") ? any(at) : positional(at, Integer.parseInt(count));
    }
  }

  /** One line, for a store: {@code header:1|body=first_name,order_number|button.0:1}. */
  public String asText() {
    return slots.stream().map(Slot::asText).collect(Collectors.joining("|"));
  }

  /** The inverse of {@link #asText}. */
  public static TemplateParameters ofText(String text) {
    return new TemplateParameters(
        text.isEmpty() ? List.of() : Arrays.stream(text.split("\\|")).map(Slot::ofText).toList());
  }

  /**
   * How a send's parameters differ from these, component by component, in Meta's words where it has
   * any; empty when they fit.
   */
  public Optional<String> mismatch(TemplateCall call) {
    List<String> faults = new ArrayList<>();
    for (Slot slot : slots) {
      fault(slot, given(call, slot.at())).ifPresent(faults::add);
    }
    for (Component component : call.components()) {
      String at = place(component);
      if (isCounted(at) && !component.parameters().isEmpty() && !knows(at)) {
        faults.add(count(at, component.parameters().size(), 0));
      }
    }
    return faults.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", faults));
  }

  private static Optional<String> fault(Slot slot, List<String> given) {
    if (slot.count() == Slot.ANY) {
      return Optional.empty();
    }
    if (given.size() != slot.count()) {
      return Optional.of(count(slot.at(), given.size(), slot.count()));
    }
    if (!slot.names().isEmpty() && !slot.names().equals(given.stream().sorted().toList())) {
      return Optional.of(
          slot.at()
              + ": parameter_name must be "
              + slot.names()
              + ", not "
              + given.stream().sorted().toList());
    }
    return Optional.empty();
  }

  /** The wording Meta's own 132000 was captured with (PF §4.2). */
  private static String count(String at, int given, int expected) {
    return at
        + ": number of localizable_params ("
        + given
        + ") does not match the expected number of params ("
        + expected
        + ")";
  }

  private static List<String> given(TemplateCall call, String at) {
    for (Component component : call.components()) {
      if (at.equals(place(component))) {
        return component.parameters();
      }
    }
    return List.of();
  }

  private boolean knows(@Nullable String at) {
    return slots.stream().anyMatch(slot -> slot.at().equals(at));
  }

  private static boolean isCounted(String at) {
    return at.equals("header") || at.equals("body");
  }

  private static String place(Component component) {
    return component.type().equals("button") ? "button." + component.index() : component.type();
  }
}
