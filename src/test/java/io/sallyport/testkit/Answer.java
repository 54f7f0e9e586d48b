package io.sallyport.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Set;
import org.assertj.core.api.AbstractStringAssert;

/** What the gateway answered. */
public record Answer(int status, HttpHeaders headers, byte[] body) {

  private static final Set<String> RETRIED =
      Set.of("undecided", "pair_rate", "throughput", "in_flight");

  public static Answer of(HttpResponse<byte[]> response) {
    return new Answer(response.statusCode(), response.headers(), response.body());
  }

  public String text() {
    return new String(body, StandardCharsets.UTF_8);
  }

  public JsonObject json() {
    return new JsonObject(Buffer.buffer(body));
  }

  /** Null when it is not there. */
  public String header(String name) {
    return headers.firstValue(name).orElse(null);
  }

  public String wamid() {
    return json().getJsonArray("messages").getJsonObject(0).getString("id");
  }

  public String details() {
    return json().getJsonObject("error").getJsonObject("error_data").getString("details");
  }

  public String traceId() {
    return json().getJsonObject("error").getString("fbtrace_id");
  }

  public Instant nextAt() {
    return Instant.parse(header("Sallyport-Next-At"));
  }

  /** Meta took the message. */
  public Answer assertForwarded() {
    assertThat(status).as(text()).isEqualTo(200);
    assertThat(header("Sallyport-Decision")).isEqualTo("forwarded");
    assertThat(header("Sallyport-Reason")).isNull();
    return this;
  }

  /** The gateway refused in the shape of Graph's errors; returns its details for more. */
  public AbstractStringAssert<?> assertRefused(int http, int code, String reason) {
    return assertEnded("rejected", http, code, reason);
  }

  public AbstractStringAssert<?> assertEnded(String decision, int http, int code, String reason) {
    assertGraphError(http, code);
    assertThat(header("Sallyport-Decision")).isEqualTo(decision);
    assertThat(header("Sallyport-Reason")).isEqualTo(reason);
    assertThat(header("Retry-After") != null).isEqualTo(RETRIED.contains(reason));
    return assertThat(details()).as("details");
  }

  /** An error as Graph shapes it, marked as ours, with nothing of our inside in it. */
  public AbstractStringAssert<?> assertGraphError(int http, int code) {
    assertThat(status).as(text()).isEqualTo(http);
    assertThat(header("Content-Type")).startsWith("application/json");
    JsonObject error = json().getJsonObject("error");
    assertThat(error.getInteger("code")).as(text()).isEqualTo(code);
    assertThat(error.getString("message")).startsWith("(#" + code + ") ");
    assertThat(error.getString("type")).isEqualTo("OAuthException");
    assertThat(error.getString("fbtrace_id")).matches("sallyport-[0-9a-f]{16}");
    assertThat(error.getJsonObject("error_data").getString("messaging_product"))
        .isEqualTo("whatsapp");
    assertThat(text()).doesNotContain("Exception:", "java.", "io.sallyport", "\tat ");
    return assertThat(details()).as("details").isNotBlank();
  }
}
