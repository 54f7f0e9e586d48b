package io.sallyport.audit;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;

/**
 * What an operator did, or tried to.
 *
 * @param at by the ledger's clock
 * @param operator the operator's name
 * @param act method and path, with a contact's {@link ContactHash} in place of its name
 * @param status the HTTP status it was answered with
 */
public record Act(Instant at, String operator, String act, int status) implements LogLine {

  private static final JsonFactory JSON = new JsonFactory();

  @Override
  public String logLine() {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      json.writeStringField("at", at.toString());
      json.writeStringField("operator", operator);
      json.writeStringField("act", act);
      json.writeNumberField("status", status);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }
}
