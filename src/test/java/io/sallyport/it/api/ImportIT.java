package io.sallyport.it.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import io.sallyport.testkit.Answer;
import io.sallyport.testkit.Bodies;
import io.sallyport.testkit.Scenario;
import io.sallyport.testkit.World;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the business knows of its contacts, handed to the packaged gateway. */
@QuarkusIntegrationTest
@WithTestResource(World.class)
class ImportIT extends Scenario {

  @Test
  void opensTheWindowOfWhoWroteOfLate() {
    String contact = newContact();
    Instant wrote = now().minusSeconds(3600);

    Answer answer = importing(line(contact).put("last_inbound_at", wrote.toString()).encode());

    assertThat(answer.json().getLong("imported")).isEqualTo(1);
    assertThat(gateway().send(Bodies.text(contact)).assertForwarded().header("Sallyport-Window"))
        .isEqualTo("open");
  }

  @Test
  void readsTwoZerosBeforeANumberAsAPlus() {
    String contact = newContact();

    importing(line("00" + contact).put("last_inbound_at", now().toString()).encode());

    gateway().send(Bodies.text(contact)).assertForwarded();
  }

  @Test
  void closesTheWindowOfWhoWroteLongAgo() {
    String contact = newContact();

    importing(
        line(contact).put("last_inbound_at", now().minus(Duration.ofDays(30)).toString()).encode());

    gateway().send(Bodies.text(contact)).assertRefused(400, 131047, "window_closed");
  }

  @Test
  void keepsWhatIsNewer() {
    String contact = contactWithOpenWindow();

    importing(line(contact).put("last_inbound_at", "2026-01-01T00:00:00+02:00").encode());

    gateway().send(Bodies.text(contact)).assertForwarded();
  }

  @Test
  void refusesMarketingToWhoOptedOut() {
    String out = newContact();
    String back = newContact();

    importing(
        line(out).put("consent", "opt_out").put("source", "newsletter").encode()
            + "\n"
            + line(back).put("consent", "opt_out").put("consent_at", "2026-01-01T00:00:00Z")
            + "\n"
            + line(back).put("consent", "opt_in").put("consent_at", "2026-01-02T00:00:00Z"));

    gateway().send(Bodies.marketing(out)).assertRefused(400, 131050, "opted_out");
    gateway().send(Bodies.marketing(back)).assertForwarded();
  }

  @Test
  void tellsWhatIsWrongAndImportsTheRest() {
    String good = newContact();
    String bad = newContact();
    String wrote = now().toString();

    Answer answer =
        importing(
            "\uFEFF"
                + line(good).put("last_inbound_at", wrote).encode()
                + "\r\n\r\n"
                + line(bad).put("last_inbound_at", wrote).put("consent", "yes").encode());

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().getLong("imported")).isEqualTo(1);
    assertThat(answer.json().getJsonArray("errors"))
        .isEqualTo(
            JsonArray.of(
                JsonObject.of("line", 3, "error", "`consent` must be opt_in or opt_out.")));
    gateway().send(Bodies.text(good)).assertForwarded();
    assertThat(gateway().send(Bodies.text(bad)).status()).isEqualTo(400);
  }

  @Test
  void comesToTheSameWhenItIsImportedAgain() {
    String file =
        IntStream.range(0, 1000)
            .mapToObj(i -> line(newContact()).put("consent", "opt_in").encode())
            .collect(Collectors.joining("\n"));

    importing(file);
    String size = world.store().command("DBSIZE");
    Answer again = importing(file);

    assertThat(again.json().getLong("imported")).isEqualTo(1000);
    assertThat(world.store().command("DBSIZE")).isEqualTo(size);
  }

  /** Quarkus holds other bodies to 110 MB; blank lines are the cheapest way past that. */
  @Test
  void readsABodyLargerThanAnyOther() {
    byte[] blank = "\n".repeat(1 << 20).getBytes(StandardCharsets.UTF_8);
    byte[] last =
        line(newContact()).put("consent", "opt_in").encode().getBytes(StandardCharsets.UTF_8);
    List<byte[]> body =
        IntStream.rangeClosed(0, 112).mapToObj(i -> i == 112 ? last : blank).toList();

    Answer answer =
        gateway()
            .call(
                gateway()
                    .to(path(World.NUMBER))
                    .timeout(Duration.ofMinutes(2))
                    .POST(
                        BodyPublishers.fromPublisher(
                            BodyPublishers.ofByteArrays(body), 112L * blank.length + last.length))
                    .build());

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().getLong("imported")).isEqualTo(1);
    assertThat(answer.json().getJsonArray("progress")).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "PUT", "DELETE", "PATCH"})
  void isSentWithPost(String method) {
    Answer answer =
        gateway()
            .call(gateway().to(path(World.NUMBER)).method(method, BodyPublishers.noBody()).build());

    answer.assertGraphError(405, 100).contains("POST");
    assertThat(answer.header("Allow")).isEqualTo("POST");
  }

  @Test
  void isForConfiguredNumbersOnly() {
    gateway()
        .post(path(World.WABA), line(newContact()).put("consent", "opt_in"))
        .assertGraphError(400, 100)
        .contains(World.WABA);
  }

  @Test
  void takesNoCompressedBody() {
    gateway()
        .call(
            gateway()
                .to(path(World.NUMBER))
                .header("Content-Encoding", "gzip")
                .POST(BodyPublishers.ofByteArray(new byte[100]))
                .build())
        .assertGraphError(415, 100)
        .contains("compressed");
  }

  private Answer importing(String lines) {
    return gateway()
        .call(
            gateway()
                .to(path(World.NUMBER))
                .header("Content-Type", "application/x-ndjson")
                .POST(BodyPublishers.ofString(lines))
                .build());
  }

  private static JsonObject line(String contact) {
    return JsonObject.of("contact", contact);
  }

  private static String path(String number) {
    return "/sallyport/v1/numbers/" + number + "/import";
  }
}
