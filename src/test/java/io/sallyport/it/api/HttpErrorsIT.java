package io.sallyport.it.api;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import io.sallyport.testkit.Answer;
import io.sallyport.testkit.Bodies;
import io.sallyport.testkit.Scenario;
import io.sallyport.testkit.Wire;
import io.sallyport.testkit.World;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the HTTP server refuses by itself is refused like anything else: with a Graph error, and an
 * orderly end of the connection where nobody can tell where the next request begins.
 */
@QuarkusIntegrationTest
@WithTestResource(World.class)
class HttpErrorsIT extends Scenario {

  private static final String HOST = "\nHost: localhost\nAuthorization: Bearer a";
  private static final String SEND = "POST /v23.0/106540352242922/messages HTTP/1.1" + HOST;
  private static final String MEDIA = "POST /v23.0/106540352242922/media HTTP/1.1" + HOST;
  private static final String REGISTER = "POST /v23.0/106540352242922/register HTTP/1.1" + HOST;
  private static final String GET = "GET /v23.0/106540352242922 HTTP/1.1" + HOST;
  private static final String JSON = "\nContent-Type: application/json";
  private static final String IMAGE = "\nContent-Type: image/png";
  private static final String CHUNKED = "\nTransfer-Encoding: chunked\n\n5\n{\"a\":\n";
  private static final String API = "POST /sallyport/v1/numbers/106540352242922";

  static Stream<Arguments> unreadable() {
    return Stream.of(
        Arguments.of("no request line", 400, "GARBAGE\n\n"),
        Arguments.of("a request line of four words", 400, "GET /a b HTTP/1.1" + HOST + "\n\n"),
        Arguments.of("HTTP/0.9", 400, "GET /v23.0/1\n\n"),
        Arguments.of("bytes of TLS", 400, "\u0016\u0003\u0001\u0000\u00a5\u0001\n\n"),
        Arguments.of(
            "a long request line", 414, "GET /" + "a".repeat(20_000) + " HTTP/1.1" + HOST + "\n\n"),
        Arguments.of("a large header", 431, GET + "\nX: " + "a".repeat(30_000) + "\n\n"),
        Arguments.of("many headers", 431, GET + ("\nX: " + "a".repeat(1_000)).repeat(500) + "\n\n"),
        Arguments.of("a space before a colon", 400, GET + "\nX : a\n\n"),
        Arguments.of("a length with a sign", 400, SEND + JSON + "\nContent-Length: +2\n\n{}"),
        Arguments.of("a length in words", 400, SEND + JSON + "\nContent-Length: two\n\n{}"),
        Arguments.of("a length below zero", 400, SEND + JSON + "\nContent-Length: -2\n\n{}"),
        Arguments.of(
            "two lengths", 400, SEND + JSON + "\nContent-Length: 2\nContent-Length: 3\n\n{}"),
        Arguments.of("a bad chunk of a send", 400, SEND + JSON + CHUNKED + "zz\n\n"),
        Arguments.of("a bad chunk of a call", 400, REGISTER + JSON + CHUNKED + "zz\n\n"),
        Arguments.of("a bad chunk of a file", 400, MEDIA + IMAGE + CHUNKED + "zz\n\n"),
        Arguments.of("a chunk too large", 400, MEDIA + IMAGE + CHUNKED + "FFFFFFFFFFFF\n\n"),
        Arguments.of(
            "a bad chunk to the API",
            400,
            API + "/explain HTTP/1.1" + HOST + JSON + CHUNKED + "zz\n\n"),
        Arguments.of(
            "a bad chunk of an import",
            400,
            API
                + "/import HTTP/1.1"
                + HOST
                + "\nContent-Type: application/x-ndjson"
                + CHUNKED
                + "zz\n\n"),
        Arguments.of(
            "a bad chunk of a webhook",
            400,
            "POST /webhooks/whatsapp HTTP/1.1" + HOST + JSON + CHUNKED + "zz\n\n"),
        Arguments.of("a file too large", 413, MEDIA + IMAGE + "\nContent-Length: 999999999\n\nabc"),
        Arguments.of("a send too large", 413, SEND + JSON + "\nContent-Length: 999999999\n\n{}"),
        Arguments.of(
            "an upgrade without settings",
            400,
            GET + "\nUpgrade: h2c\nConnection: Upgrade, HTTP2-Settings\n\n"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("unreadable")
  void isAGraphErrorAndTheConnectionEnds(String name, int status, String request) {
    int before = twin().requests().size();

    Answer answer = Wire.untilTheEnd(gateway().port(), bytes(request));

    answer.assertGraphError(status, 100).doesNotContain("Exception");
    assertThat(answer.header("Content-Length")).isEqualTo("" + answer.body().length);
    // What had left of a file by then is an unfinished request.
    if (!request.startsWith("POST /v23.0/106540352242922/media")) {
      assertThat(twin().requests().size()).isEqualTo(before);
    }
  }

  static Stream<Arguments> readable() {
    return Stream.of(
        Arguments.of(400, 100, "GET /v23.0/106540352242922 HTTP/1.1\nAuthorization: Bearer a"),
        Arguments.of(400, 100, "OPTIONS * HTTP/1.1" + HOST),
        Arguments.of(400, 100, "CONNECT graph.facebook.com:443 HTTP/1.1" + HOST),
        Arguments.of(400, 100, "GET /sallyport/v1/numbers/%zz HTTP/1.1" + HOST),
        Arguments.of(400, 100, "GET /sallyport/v1/numbers/\"x\" HTTP/1.1" + HOST),
        Arguments.of(400, 100, "GET /webhooks/whatsapp?hub.mode=[\"x\"] HTTP/1.1" + HOST),
        Arguments.of(403, 10, "GET /webhooks/whatsapp?hub.mode=subscribe HTTP/1.1" + HOST),
        Arguments.of(401, 190, "POST /webhooks/whatsapp HTTP/1.1" + HOST + "\nContent-Length: 0"),
        Arguments.of(404, 100, "GET /q/nothing HTTP/1.1" + HOST),
        Arguments.of(404, 100, "GET /sallyport/v1/nothing HTTP/1.1" + HOST),
        Arguments.of(404, 100, "GET /webhooks/nothing HTTP/1.1" + HOST));
  }

  @ParameterizedTest
  @MethodSource("readable")
  void everyOtherRefusalHasABodyToo(int status, int code, String request) {
    String ends = request + "\nConnection: close\n\n";

    Wire.untilTheEnd(gateway().port(), bytes(ends)).assertGraphError(status, code);
  }

  /** RFC 9110 §9.3.2: the client would take it for the next answer. */
  @Test
  void anAnswerToHeadHasNoBody() {
    String head = MEDIA.replace("POST", "HEAD") + IMAGE + "\nContent-Length: 999999999\n\n";

    Answer answer = Wire.untilTheEnd(gateway().port(), bytes(head));

    assertThat(answer.status()).isEqualTo(413);
    assertThat(answer.body()).isEmpty();
  }

  /** What came before is answered, and what comes after is not read. */
  @Test
  void onlyWhatCannotBeReadIsRefused() {
    String contact = contactWithOpenWindow();
    String send = Bodies.text(contact).encode();
    String whole = SEND + JSON + "\nContent-Length: " + send.length() + "\n\n" + send;

    Answer first = Wire.untilTheEnd(gateway().port(), bytes(whole + "GARBAGE\n\n" + whole));

    first.assertForwarded();
    assertThat(first.text()).contains("\"code\":100");
    assertThat(reachedMeta(contact)).hasSize(1);
  }

  @Test
  void aLargeRequestIsAnsweredBeforeTheConnectionEnds() {
    String large = "GET /" + "a".repeat(8_000_000) + " HTTP/1.1" + HOST + "\n\n";

    Wire.untilTheEnd(gateway().port(), bytes(large)).assertGraphError(414, 100);
  }

  /** An unknown expectation is ignored (RFC 9110 §10.1.1 leaves that open), and not handed on. */
  @Test
  void anUnknownExpectationAndHttp10AreDecidedLikeAnything() {
    String contact = contactWithClosedWindow();
    String body = Bodies.text(contact).encode();
    String length = "\nContent-Length: " + body.length() + "\nConnection: close\n\n" + body;

    for (String head : new String[] {SEND + "\nExpect: 200-ok", SEND.replace("1.1", "1.0")}) {
      Wire.untilTheEnd(gateway().port(), bytes(head + JSON + length))
          .assertRefused(400, 131047, "window_closed");
    }
    assertThat(reachedMeta(contact)).isEmpty();
  }

  private static byte[] bytes(String request) {
    return request.replace("\n", "\r\n").getBytes(ISO_8859_1);
  }
}
