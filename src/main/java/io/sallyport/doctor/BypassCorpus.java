package io.sallyport.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.sallyport.doctor.BypassWay.Answer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * Every known way around the decision, {@code doctor/bypass.jsonl}: one JSON object a line, with
 * the members of {@link BypassWay}, {@code raw} for a head that is whole, and {@code as} for an
 * encoding. The gateway's own tests read it, and the doctor.
 */
public final class BypassCorpus {

  private static final String FILE = "/doctor/bypass.jsonl";

  private BypassCorpus() {}

  /** All of them, the documented spelling first. */
  public static List<BypassWay> read() {
    JsonMapper json = JsonMapper.builder().build();
    List<BypassWay> all = new ArrayList<>();
    try (InputStream in = Objects.requireNonNull(BypassCorpus.class.getResourceAsStream(FILE));
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        all.add(way(json.readTree(line)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return List.copyOf(all);
  }

  private static BypassWay way(JsonNode line) {
    boolean isWhole = line.has("raw");
    return new BypassWay(
        line.path("name").asText(),
        line.path(isWhole ? "raw" : "head").asText(),
        isWhole,
        line.path("bare").asBoolean(),
        line.path("body").asText(),
        line.path("as").asText(),
        Answer.valueOf(line.path("answer").asText().toUpperCase(Locale.ROOT).replace('-', '_')),
        line.path("others").asInt());
  }
}
