package io.sallyport.audit;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.sallyport.message.SendClass;
import io.sallyport.rule.Reason;
import io.sallyport.rule.Standing;
import io.sallyport.send.Basis;
import io.sallyport.template.Category;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A decision's basis as it is stored: one JSON object on a line, and the ledger's facts after it.
 *
 * @param inPlace whether the decision is about a template in place of a text that was refused
 */
public record BasisText(Basis basis, boolean inPlace) {

  private static final JsonFactory JSON = new JsonFactory();

  /** Of a decision; null when nothing is noted of it. */
  static @Nullable String of(@Nullable Basis basis, boolean inPlace) {
    return basis == null ? null : new BasisText(basis, inPlace).text();
  }

  private String text() {
    Standing standing = basis.standing();
    StringWriter text = new StringWriter(640);
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      json.writeNumberField("at", standing.at().toEpochMilli());
      json.writeStringField("class", standing.sendClass().name());
      write(json, "direct", standing.direct());
      write(json, "template", standing.template());
      if (standing.template() != null && !standing.isListed()) {
        json.writeBooleanField("unlisted", true);
      }
      if (!standing.found().isEmpty()) {
        json.writeStringField(
            "found", String.join(",", standing.found().stream().map(Reason::name).toList()));
      }
      if (basis.refusedBy() != null) {
        json.writeStringField("refused", basis.refusedBy().name());
      }
      if (inPlace) {
        json.writeBooleanField("in_place", true);
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.append('\n').append(basis.facts()).toString();
  }

  private static void write(JsonGenerator json, String name, @Nullable Category category)
      throws IOException {
    if (category != null) {
      json.writeStringField(name, category.name());
    }
  }

  /**
   * Reads one.
   *
   * @return null when it is none that this version knows
   */
  public static @Nullable BasisText read(String text) {
    int line = text.indexOf('\n');
    try {
      Map<String, String> members = FlatJson.read(text.substring(0, line));
      Standing standing =
          new Standing(
              SendClass.valueOf(members.getOrDefault("class", "")),
              category(members.get("direct")),
              category(members.get("template")),
              members.containsKey("template") && !members.containsKey("unlisted"),
              Instant.ofEpochMilli(Long.parseLong(members.getOrDefault("at", ""))),
              reasons(members.get("found")));
      String refused = members.get("refused");
      return new BasisText(
          new Basis(
              standing, refused == null ? null : Reason.valueOf(refused), text.substring(line + 1)),
          members.containsKey("in_place"));
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      return null;
    }
  }

  private static @Nullable Category category(@Nullable String name) {
    return name == null ? null : new Category(name);
  }

  private static List<Reason> reasons(@Nullable String names) {
    return names == null ? List.of() : Stream.of(names.split(",")).map(Reason::valueOf).toList();
  }
}
