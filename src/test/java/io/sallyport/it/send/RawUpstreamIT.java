package io.sallyport.it.send;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.testkit.Answer;
import io.sallyport.testkit.Concurrent;
import io.sallyport.testkit.Gateway;
import io.sallyport.testkit.GatewayProcess;
import io.sallyport.testkit.RawServer;
import io.sallyport.testkit.Scenario;
import io.sallyport.testkit.Store;
import io.sallyport.testkit.Wire;
import io.sallyport.testkit.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What Meta gets of calls that pass, seen on its socket; and which of its links a client gets. */
@Concurrent
class RawUpstreamIT {

  private static final String KEY = "key-of-the-client-one";

  @TempDir static Path directory;
  private static Store store;
  private static RawServer meta;
  private static Gateway gateway;
  private static Process process;

  @BeforeAll
  static void start() throws IOException {
    store = Store.start(World.freePort());
    meta = new RawServer();
    gateway = new Gateway(World.freePort(), World.freePort());
    Map<String, String> configuration = World.configuration(store, meta.url());
    configuration.put("sallyport.graph.media-hosts", "lookaside.fbsbx.com,.fbcdn.net");
    configuration.put("sallyport.clients.one.key", KEY);
    configuration.put("sallyport.clients.one.default-number", World.NUMBER);
    process = GatewayProcess.start(gateway, configuration, directory.resolve("output"));
  }

  @AfterAll
  static void stop() throws IOException, InterruptedException {
    process.destroy();
    process.waitFor();
    meta.close();
    store.stop();
  }

  private static Answer call(String method, String target, String body) {
    String head = method + " " + target + " HTTP/1.1\nAuthorization: Bearer " + KEY;
    return Wire.exchange(
        gateway.port(), head + "\nContent-Type: application/octet-stream", body.getBytes(UTF_8));
  }

  private static void answers(String json) {
    meta.behave(call -> call.answer("HTTP/1.1 200 OK\nContent-Type: application/json\n\n" + json));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "POST /v25.0/upload%3AMTphdHRhY2htZW50%3D%3D%3Fsig%3DARZq",
        "POST /v25.0/upload:MTphdHRhY2htZW50==?sig=ARZq",
        "GET /v25.0/120363012345678901%40g.us?fields=subject",
        "GET /v25.0/120363012345678901%2540g.us?fields=subject",
        "GET /v25.0/102290129340398?fields=pricing_analytics.start(1).end(2).granularity(DAILY)"
            + ".phone_numbers([]).dimensions([\"PRICING_CATEGORY\",\"PHONE\"])",
        "GET /v25.0/102290129340398?fields=a{b}&x=^`|<>\\~%22%5B+%20&&=",
        "GET /v25.0/102290129340398/?",
        "DELETE /v25.0/102290129340398/message_templates?name=a%2fb"
      })
  void aPathAndItsQueryReachMetaByteForByte(String call) {
    answers("{\"id\":\"1\"}");
    String[] words = call.split(" ", 2);

    Answer answer = call(words[0], words[1], words[0].equals("POST") ? "abc" : "");

    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    assertThat(meta.heads()).hasSize(1);
    assertThat(meta.heads().get(0)).startsWith(call + " HTTP/1.1\r\n");
  }

  /** A 4xx without a body is Meta's word like any other. */
  @Test
  void anErrorOfMetasStaysAsItIs() {
    meta.behave(call -> call.answer("HTTP/1.1 404 Not Found\nContent-Length: 0\nX-A: b\n\n"));

    Answer answer = call("GET", "/v25.0/102290129340398", "");

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.header("X-A")).isEqualTo("b");
    assertThat(answer.body()).isEmpty();
  }

  @Test
  void mediaBelowASuffixComeThroughTheGatewayAndOthersAreNamedOnce() throws IOException {
    for (int i = 0; i < 3; i++) {
      answers(
          "{\"url\":\"https://scontent.xx.fbcdn.net/v/t1.jpg?a=1\","
              + "\"b\":\"https://evilfbcdn.net/a\",\"c\":\"https://fbcdn.net/a\","
              + "\"d\":\"https://media.example.com/a\"}");
      Answer answer = call("GET", "/v25.0/424242", "");

      assertThat(answer.json().getString("url"))
          .isEqualTo(
              "http://localhost/sallyport/v1/media/"
                  + World.NUMBER
                  + "/scontent.xx.fbcdn.net/v/t1.jpg?a=1");
      assertThat(answer.json().getString("b")).isEqualTo("https://evilfbcdn.net/a");
      assertThat(answer.json().getString("c")).isEqualTo("https://fbcdn.net/a");
    }
    call("GET", media("evilfbcdn.net"), "").assertGraphError(404, 100);
    call("GET", media("fbcdn.net"), "").assertGraphError(404, 100);
    call("GET", media("example.com:80.fbcdn.net"), "").assertGraphError(404, 100);

    Scenario.await().until(() -> told("host=media.example.com") == 1);
    assertThat(told("host=evilfbcdn.net")).isEqualTo(1);
    assertThat(told("host=fbcdn.net")).isEqualTo(1);
    assertThat(told("sallyport.graph.media-hosts")).isEqualTo(3);
  }

  private static String media(String host) {
    return "/sallyport/v1/media/" + World.NUMBER + "/" + host + "/a";
  }

  private static long told(String words) throws IOException {
    return Files.readAllLines(directory.resolve("output")).stream()
        .filter(line -> line.contains(words))
        .count();
  }
}
