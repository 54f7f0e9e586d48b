package io.sallyport.it.send;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import io.sallyport.testkit.Answer;
import io.sallyport.testkit.Gateway;
import io.sallyport.testkit.Scenario;
import io.sallyport.testkit.Wire;
import io.sallyport.testkit.World;
import io.sallyport.twin.graph.ReceivedRequest;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every Graph call that carries no message goes through as it is, both ways. */
@QuarkusIntegrationTest
@WithTestResource(World.class)
class PassThroughIT extends Scenario {
  private static final int MEDIA_SIZE = 7 * 1024 * 1024 + 13;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v23.0/102290129340398/message_templates?limit=3&fields=name%2Cstatus",
        "/102290129340398/message_templates?limit=1",
        "/v23.0/102290129340398/phone_numbers",
        "/v23.0/106540352242922",
        "/v23.0/106540352242922/?to=1&text=hi",
        "/v23.0/424242"
      })
  void answersWhatMetaAnswers(String target) {
    Answer through = gateway().get(target);
    Answer direct = directly(target);

    assertThat(through.status()).isEqualTo(direct.status());
    assertThat(withoutPlaceAndTime(through)).isEqualTo(withoutPlaceAndTime(direct));
    assertThat(through.header("Content-Type")).isEqualTo(direct.header("Content-Type"));
    assertThat(through.header("Sallyport-Decision")).isNull();
    ReceivedRequest received = last(-2);
    assertThat(received.path()).isEqualTo(URI.create(target).getRawPath());
    assertThat(received.query()).isEqualTo(last(-1).query());
    assertThat(received.headers().get("Authorization")).isEqualTo("Bearer " + Gateway.CALLER_TOKEN);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void carriesMediaBothWaysByteForByte(boolean chunked) {
    byte[] media = new byte[MEDIA_SIZE];
    new Random(7).nextBytes(media);
    BodyPublisher body =
        chunked
            ? BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(media))
            : BodyPublishers.ofByteArray(media);

    Answer uploaded =
        gateway()
            .call(
                gateway()
                    .to("/v23.0/" + World.NUMBER + "/media")
                    .header("Content-Type", "image/jpeg")
                    .POST(body)
                    .build());
    Answer downloaded = gateway().get("/twin-media/" + uploaded.json().getString("id"));

    assertThat(Arrays.equals(last(-2).bytes(), media)).isTrue();
    assertThat(downloaded.status()).isEqualTo(200);
    assertThat(Arrays.equals(downloaded.body(), media)).isTrue();
    assertThat(downloaded.header("Content-Type")).isEqualTo("image/jpeg");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "method=post",
        "METHOD=delete",
        "%6Dethod=post",
        "a=b&method=post",
        "batch=%5B%5D"
      })
  void refusesAQueryThatMakesAnotherCallOfIt(String query) {
    int before = twin().requests().size();

    Answer answer = gateway().get("/v23.0/" + World.NUMBER + "?" + query);

    answer.assertGraphError(400, 100).contains("query");
    assertThat(twin().requests().size()).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v23.0/%2e%2e/x", "/v23.0//x", "/v23.0/a%20b", "/v23.0/../x"})
  void refusesAPathThatIsNotPlain(String target) {
    int before = twin().requests().size();

    Answer answer = Wire.exchange(gateway().port(), "GET " + target + " HTTP/1.1", new byte[0]);

    answer.assertGraphError(400, 100).contains("path");
    assertThat(twin().requests().size()).isEqualTo(before);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "/v23.0/me; application/x-www-form-urlencoded; access_token=x&batch=%5B%7B%7D%5D",
        "/v23.0/me; application/json; {\"batch\":[{\"method\":\"POST\"}]}",
        "/v23.0/me; text/plain; {\"batch\":[]}",
        "/v23.0/106540352242922/media; application/x-www-form-urlencoded; b%61tch=1",
        "/v23.0/me; multipart/form-data, boundary=x; --x",
        "/v23.0/106540352242922/media; multipart/form-data; name=\"batch\""
      })
  void refusesABodyThatHidesFurtherCalls(String path, String type, String body) {
    int before = twin().requests().size();
    String head = "POST " + path + " HTTP/1.1\nContent-Type: " + type.replace(',', ';');

    for (boolean chunked : new boolean[] {false, true}) {
      byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
      Answer answer =
          chunked
              ? Wire.chunked(gateway().port(), head, List.of(bytes))
              : Wire.exchange(gateway().port(), head, bytes);
      answer.assertGraphError(400, 100).contains("gateway");
    }
    assertThat(twin().requests().size()).isEqualTo(before);
  }

  @Test
  void carriesAnUploadInPartsByteForByte() {
    Buffer parts =
        Buffer.buffer("--x\r\nContent-Disposition: form-data; name=\"file\"\r\n\r\n")
            .appendBytes(new byte[300_000])
            .appendString("\r\n--x--\r\n");
    Answer uploaded =
        gateway()
            .call(
                gateway()
                    .to("/v23.0/" + World.NUMBER + "/media")
                    .header("Content-Type", "multipart/form-data; boundary=x")
                    .POST(BodyPublishers.ofByteArray(parts.getBytes()))
                    .build());

    assertThat(uploaded.status()).isEqualTo(200);
    assertThat(Arrays.equals(last(-1).bytes(), parts.getBytes())).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://graph.example?x=/v23.0/106540352242922/media",
        "http://graph.example/v23.0/106540352242922/messages",
        "/v23.0/106540352242922?x=\u00e9"
      })
  void refusesATargetThatIsNotAPlainPath(String target) {
    int before = twin().requests().size();

    Answer answer =
        Wire.exchange(
            gateway().port(),
            "POST " + target + " HTTP/1.1\nContent-Type: application/json",
            "{}".getBytes(StandardCharsets.UTF_8));

    answer.assertGraphError(400, 100).contains("target");
    assertThat(twin().requests().size()).isEqualTo(before);
  }

  @Test
  void addsNoBodyToACallThatHasNone() {
    gateway().get("/v23.0/" + World.NUMBER);

    assertThat(last(-1).headers().contains("Transfer-Encoding")).isFalse();
  }

  @Test
  void tellsThatMetaCannotBeReached() {
    twin().unplug();
    Answer answer;
    try {
      answer = gateway().get("/v23.0/" + World.NUMBER);
    } finally {
      twin().plug();
    }

    answer.assertGraphError(502, 131016).contains("No connection");
    assertThat(gateway().get("/v23.0/" + World.NUMBER).status()).isEqualTo(200);
  }

  /** The request before the end of the log by so many. */
  private ReceivedRequest last(int fromEnd) {
    List<ReceivedRequest> requests = twin().requests();
    return requests.get(requests.size() + fromEnd);
  }

  /** Meta's links hold the address it was called by; its errors an id of the call. */
  private String withoutPlaceAndTime(Answer answer) {
    return answer
        .text()
        .replaceAll("localhost:\\d+", "graph")
        .replaceAll("(\"fbtrace_id\":\")[^\"]+", "$1");
  }

  private Answer directly(String target) {
    return gateway()
        .call(
            HttpRequest.newBuilder(URI.create(twin().url() + target))
                .header("Authorization", "Bearer " + Gateway.CALLER_TOKEN)
                .build());
  }
}
