package io.sallyport.template;

import io.sallyport.message.MetaError;
import io.sallyport.message.TemplateCall;
import io.sallyport.message.TemplateCall.Component;
import io.sallyport.message.TemplateCall.Parameter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The parameters a template needs, by slot: {@code header}, {@code body}, {@code button.0}. Only
 * what is certain is checked; a component with unknown rules is left to Meta.
 */
public record TemplateParameters(List<Slot> slots) {

  private static final String HEADER = "header";
  private static final String BODY = "body";
  private static final String BUTTON = "button";

  public TemplateParameters {
    slots = List.copyOf(slots);
  }

  /**
   * The parameters of one component.
   *
   * @param at {@code header}, {@code body} or {@code button.<index>}; the index counts all buttons
   *     of the template (platform-facts.md#button-parameters)
   * @param count how many; {@link #ANY} when only Meta knows
   * @param names their names, sorted; empty when they are positional
   * @param medium the type the one parameter must have, upper case: {@code IMAGE}, …; null for any
   */
  public record Slot(String at, int count, List<String> names, @Nullable String medium) {

    private static final int ANY = -1;

    public Slot {
      names = List.copyOf(names);
    }

    /** A component with unknown rules: any parameters pass. */
    public static Slot any(String at) {
      return new Slot(at, ANY, List.of(), null);
    }

    public static Slot positional(String at, int count) {
      return new Slot(at, count, List.of(), null);
    }

    public static Slot named(String at, SortedSet<String> names) {
      return new Slot(at, names.size(), List.copyOf(names), null);
    }

    /** A URL button with a variable in its URL. */
    public static Slot urlButton(int index) {
      return positional(BUTTON + "." + index, 1);
    }

    /** A header that is a medium or a location; upper case. */
    public static Slot mediaHeader(String medium) {
      return new Slot(HEADER, 1, List.of(), medium);
    }

    private boolean isButton() {
      return at.startsWith(BUTTON);
    }

    private String asText() {
      if (count == ANY) {
        return at + ":*";
      }
      return names.isEmpty() ? at + ":" + count : at + "=" + String.join(",", names);
    }

    private static Slot ofText(String text, @Nullable String headerMedium) {
      int equals = text.indexOf('=');
      if (equals >= 0) {
        String names = text.substring(equals + 1);
        return named(text.substring(0, equals), new TreeSet<>(Arrays.asList(names.split(","))));
      }
      int colon = text.indexOf(':');
      String at = text.substring(0, colon);
      String count = text.substring(colon + 1);
      if (headerMedium != null && at.equals(HEADER)) {
        return mediaHeader(headerMedium);
      }
      return count.equals("*") ? any(at) : positional(at, Integer.parseInt(count));
    }
  }

  /**
   * How a send's parameters differ.
   *
   * @param error the error Meta would answer with
   * @param details one part per component, in Meta's wording where it is known
   */
  public record Mismatch(MetaError error, String details) {}

  /**
   * One line for the store: {@code header:1|body=first_name,order_number|button.0:1}. The header's
   * medium is not part of it: older versions could not read such a line.
   */
  public String asText() {
    return slots.stream().map(Slot::asText).collect(Collectors.joining("|"));
  }

  /** The medium the header must be, upper case: {@code IMAGE}, …; null for a text or no header. */
  public @Nullable String headerMedium() {
    return slots.stream().map(Slot::medium).filter(Objects::nonNull).findFirst().orElse(null);
  }

  /** The name of the body's only variable; null when it has none, or another number of them. */
  public @Nullable String nameOfBodyVariable() {
    return slots.stream()
        .filter(slot -> slot.at().equals(BODY) && slot.names().size() == 1)
        .map(slot -> slot.names().get(0))
        .findFirst()
        .orElse(null);
  }

  /** The inverse of {@link #asText}, where no header is a medium. */
  public static TemplateParameters ofText(String text) {
    return ofText(text, null);
  }

  /**
   * The inverse of {@link #asText} and {@link #headerMedium}.
   *
   * @param headerMedium null also when it was not stored
   */
  public static TemplateParameters ofText(String text, @Nullable String headerMedium) {
    return new TemplateParameters(
        text.isEmpty()
            ? List.of()
            : Arrays.stream(text.split("\\|"))
                .map(slot -> Slot.ofText(slot, headerMedium))
                .toList());
  }

  /** How a send's parameters differ; empty when they fit. The first difference gives the code. */
  public Optional<Mismatch> mismatch(TemplateCall call) {
    List<Mismatch> faults = new ArrayList<>();
    slots.forEach(slot -> fault(slot, call).ifPresent(faults::add));
    for (Component component : call.components()) {
      String at = component.type();
      boolean isCounted = at.equals(HEADER) || at.equals(BODY);
      if (isCounted && !component.parameters().isEmpty() && !knows(at)) {
        faults.add(count(at, component.parameters().size(), 0));
      }
    }
    return faults.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Mismatch(
                faults.get(0).error(),
                faults.stream().map(Mismatch::details).collect(Collectors.joining("; "))));
  }

  private boolean knows(String at) {
    return slots.stream().anyMatch(slot -> slot.at().equals(at));
  }

  private static Optional<Mismatch> fault(Slot slot, TemplateCall call) {
    if (slot.count() == Slot.ANY || (slot.isButton() && hasButtonAnywhere(call))) {
      return Optional.empty();
    }
    List<Parameter> given = given(call, slot.at());
    if (given.isEmpty() && slot.isButton()) {
      return Optional.of(noUrl(slot.at()));
    } else if (given.isEmpty() && slot.medium() != null) {
      return Optional.of(format(slot.medium(), "UNKNOWN"));
    } else if (given.size() != slot.count()) {
      return Optional.of(count(slot.at(), given.size(), slot.count()));
    }
    return slot.medium() == null
        ? names(slot, given.stream().map(Parameter::name).sorted().toList())
        : type(slot.medium(), given.get(0).type().toUpperCase(Locale.ROOT));
  }

  /** A parameter without a type is left to Meta. */
  private static Optional<Mismatch> type(String medium, String type) {
    return type.isEmpty() || type.equals(medium)
        ? Optional.empty()
        : Optional.of(format(medium, type));
  }

  private static Optional<Mismatch> names(Slot slot, List<String> given) {
    if (slot.names().isEmpty() || slot.names().equals(given)) {
      return Optional.empty();
    }
    String must = "parameter_name must be " + slot.names() + ", not " + given;
    return Optional.of(
        new Mismatch(
            MetaError.PARAMETER_COUNT,
            slot.at()
                + ": "
                + (given.contains("") ? "Parameter name is missing or empty; " : "")
                + must));
  }

  /** The wording of Meta's 132000, as captured (platform-facts.md#template-parameter-errors). */
  private static Mismatch count(String at, int given, int expected) {
    return new Mismatch(
        MetaError.PARAMETER_COUNT,
        at
            + ": number of localizable_params ("
            + given
            + ") does not match the expected number of params ("
            + expected
            + ")");
  }

  /** The wording of Meta's 132012 (platform-facts.md#template-parameter-errors). */
  private static Mismatch format(String expected, String received) {
    return new Mismatch(
        MetaError.PARAMETER_FORMAT,
        "header: Format mismatch, expected " + expected + ", received " + received);
  }

  /** The wording of Meta's 131008 (platform-facts.md#template-parameter-errors). */
  private static Mismatch noUrl(String at) {
    return new Mismatch(
        MetaError.PARAMETER_MISSING,
        "buttons: Button at index "
            + at.substring(at.indexOf('.') + 1)
            + " of type Url requires a parameter");
  }

  private static List<Parameter> given(TemplateCall call, String at) {
    for (Component component : call.components()) {
      if (at.equals(place(component))) {
        return component.parameters();
      }
    }
    return List.of();
  }

  private static @Nullable String place(Component component) {
    if (!component.type().equals(BUTTON)) {
      return component.type();
    }
    Integer index = component.buttonIndex();
    return index == null ? null : BUTTON + "." + index;
  }

  /** Whether the send has a button without a valid {@code index}, which may be any button. */
  private static boolean hasButtonAnywhere(TemplateCall call) {
    return call.components().stream().anyMatch(component -> place(component) == null);
  }
}
