package io.sallyport.it.send;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import io.sallyport.testkit.Answer;
import io.sallyport.testkit.Bodies;
import io.sallyport.testkit.Gateway;
import io.sallyport.testkit.Scenario;
import io.sallyport.testkit.Wire;
import io.sallyport.testkit.World;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A body that cannot be decided is refused in words, reaches nobody, and harms nothing. */
@QuarkusIntegrationTest
@WithTestResource(World.class)
class BadInputIT extends Scenario {
  private static final String GOOD =
      "{\"messaging_product\":\"whatsapp\",\"to\":\"16505550001\",\"type\":\"text\",\"text\":{\"body\":\"hi\"}}";
  private static final int LIMIT = 1 << 20;

  private int reachedBefore;

  @BeforeEach
  void rememberWhatReachedMeta() {
    reachedBefore = twin().sends().size();
  }

  @AfterEach
  void isAsWellAsBefore() {
    assertThat(gateway().manage("/q/health/live").status()).isEqualTo(200);
    gateway().send(Bodies.utility(newContact())).assertForwarded();
  }

  static Stream<Arguments> bodies() {
    String more = "\"to\":\"16505550001\",\"messaging_product\":\"whatsapp\"}";
    return Stream.of(
        bad("empty", "", "JSON object"),
        bad("blank", " \n ", "JSON object"),
        bad("no JSON", "to=16505550001&type=text", "JSON"),
        bad("cut off", GOOD.substring(0, GOOD.length() - 3), "JSON"),
        bad("single quotes", GOOD.replace('"', '\''), "JSON"),
        bad("comment", "/* hi */" + GOOD, "JSON"),
        bad("trailing comma", GOOD.replace("}}", "},}"), "JSON"),
        bad("not a number", "{\"text\":{\"n\":NaN}," + more, "JSON"),
        bad("array", "[" + GOOD + "]", "one JSON object"),
        bad("string", "\"hi\"", "one JSON object"),
        bad("null", "null", "one JSON object"),
        bad("two objects", GOOD + GOOD, "one JSON object"),
        bad("two lines of objects", GOOD + "\n" + GOOD, "one JSON object"),
        bad("text after the object", GOOD + " x", "JSON"),
        bad("a NUL after the object", GOOD + "\0", "JSON"),
        bad("duplicate key", "{\"to\":\"16505550002\"," + GOOD.substring(1), "Duplicate", "to"),
        bad(
            "duplicate by escape",
            "{\"t\\u006f\":\"16505550002\"," + GOOD.substring(1),
            "Duplicate"),
        bad("duplicate nested", GOOD.replace("{\"body\"", "{\"body\":\"a\",\"body\""), "Duplicate"),
        bad(
            "duplicate deep in what is skipped",
            "{\"zz\":[{\"a\":{\"b\":1,\"\\u0062\":2}}]," + GOOD.substring(1),
            "Duplicate"),
        bad(
            "10,000 arrays deep",
            "{\"zz\":" + "[".repeat(10_000) + "]".repeat(10_000) + "}",
            "nested"),
        bad("10,000 objects deep", "{\"a\":".repeat(10_000) + "1" + "}".repeat(10_000), "nested"),
        bad("never closed", "{\"a\":[".repeat(10_000), "nested"),
        bad("huge number", "{\"zz\":" + "9".repeat(5_000) + "," + more, "number"),
        bad("no recipient", "{\"type\":\"text\",\"text\":{\"body\":\"hi\"}}", "`to`", "required"),
        bad("null recipient", GOOD.replace("\"16505550001\"", "null"), "`to`", "required"),
        bad("empty recipient", GOOD.replace("16505550001", ""), "`to`"),
        bad("recipient in words", GOOD.replace("16505550001", "Pablo"), "`to`"),
        bad("recipient too long", GOOD.replace("16505550001", "1".repeat(21)), "`to`"),
        bad("recipient a list", GOOD.replace("\"16505550001\"", "[\"16505550001\"]"), "`to`"),
        bad("recipient an object", GOOD.replace("\"16505550001\"", "{}"), "`to`"),
        bad("recipient a fraction", GOOD.replace("\"16505550001\"", "1.65e10"), "`to`"),
        bad("neither type nor content", "{\"to\":\"16505550001\"}", "`type`", "`text`"),
        bad("type a number", GOOD.replace("\"text\",", "7,"), "`type`"),
        bad("template without template", GOOD.replace("\"text\",", "\"template\","), "`template`"),
        bad(
            "template without a name",
            "{\"type\":\"template\",\"template\":{\"language\":{\"code\":\"en_US\"}}," + more,
            "`name`"),
        bad("template a list", "{\"type\":\"template\",\"template\":[]," + more, "`template`"),
        bad(
            "template and text without a type",
            "{\"text\":{},\"template\":{\"name\":\"a\",\"language\":{\"code\":\"en\"}}," + more,
            "`type`"));
  }

  static Stream<Arguments> bytes() {
    return Stream.of(
        arguments(
            "byte-order mark", concat(new byte[] {-17, -69, -65}, GOOD.getBytes(UTF_8)), "mark"),
        arguments("Latin-1", GOOD.replace("hi", "Gr\u00fc\u00df").getBytes(ISO_8859_1), "UTF-8"),
        arguments("overlong", concat(GOOD.getBytes(UTF_8), new byte[] {-64, -128}), "UTF-8"),
        arguments("surrogate", concat(GOOD.getBytes(UTF_8), new byte[] {-19, -96, -128}), "UTF-8"),
        arguments("UTF-16LE", GOOD.getBytes(UTF_16LE), "JSON"),
        arguments("UTF-16BE", GOOD.getBytes(UTF_16BE), "JSON"),
        arguments(
            "UTF-16 with mark", GOOD.getBytes(java.nio.charset.StandardCharsets.UTF_16), "UTF-8"),
        arguments("gzip unannounced", gzip(GOOD.getBytes(UTF_8)), "UTF-8"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("bodies")
  void refusesABodyThatIsNoSend(String name, String body, List<String> words) {
    Answer answer = post("application/json", body.getBytes(UTF_8));

    answer.assertRefused(400, 100, "invalid_body").contains(words);
    assertNothingReachedMeta();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("bytes")
  void refusesBytesThatAreNotPlainUtf8(String name, byte[] body, String word) {
    Answer answer = post("application/json", body);

    answer.assertRefused(400, 100, "invalid_body").contains(word);
    assertNothingReachedMeta();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/plain",
        "text/json",
        "application/jsonp",
        "multipart/form-data; boundary=x",
        "application/json; charset=utf-16",
        "application/json; charset=iso-8859-1",
        "application/json, text/plain",
        ""
      })
  void refusesAnyOtherContentType(String type) {
    Answer answer = post(type, GOOD.getBytes(UTF_8));

    answer.assertRefused(400, 100, "invalid_body").contains("Content-Type", "application/json");
    assertNothingReachedMeta();
  }

  @Test
  void refusesABodyWithoutAContentType() {
    String head = "POST " + Gateway.messages(World.NUMBER) + " HTTP/1.1\nAuthorization: Bearer a";

    Answer answer = Wire.exchange(gateway().port(), head, GOOD.getBytes(UTF_8));

    answer.assertRefused(400, 100, "invalid_body").contains("Content-Type");
    assertNothingReachedMeta();
  }

  @Test
  void refusesTwoContentTypes() {
    String head =
        "POST "
            + Gateway.messages(World.NUMBER)
            + " HTTP/1.1\nAuthorization: Bearer a\n"
            + "Content-Type: application/json\nContent-Type: application/x-www-form-urlencoded";

    Answer answer = Wire.exchange(gateway().port(), head, GOOD.getBytes(UTF_8));

    answer.assertRefused(400, 100, "invalid_body").contains("Content-Type");
    assertNothingReachedMeta();
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "deflate", "br", "identity, gzip"})
  void refusesACompressedBody(String encoding) {
    Answer answer =
        gateway()
            .call(
                gateway()
                    .to(Gateway.messages(World.NUMBER))
                    .header("Content-Type", "application/json")
                    .header("Content-Encoding", encoding)
                    .POST(BodyPublishers.ofByteArray(gzip(GOOD.getBytes(UTF_8))))
                    .build());

    answer.assertRefused(400, 100, "invalid_body").contains("compressed");
    assertNothingReachedMeta();
  }

  @ParameterizedTest
  @CsvSource({
    "application/json",
    "application/json;charset=utf-8",
    "application/json; charset=utf8",
    "'Application/JSON; charset=\"UTF-8\"'"
  })
  void takesEverySpellingOfJson(String type) {
    String body = Bodies.utility(newContact()).encode();

    post(type, body.getBytes(UTF_8)).assertForwarded();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void refusesABodyOfOneByteMoreThanTheLimit(boolean chunked) {
    Answer answer = exchange(padded(newContact(), LIMIT + 1), chunked);

    answer.assertRefused(413, 100, "too_large").contains("1048576");
    assertNothingReachedMeta();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void takesABodyOfExactlyTheLimit(boolean chunked) {
    String contact = newContact();
    byte[] body = padded(contact, LIMIT);

    exchange(body, chunked).assertForwarded();

    assertThat(reachedMeta(contact).get(0).bytes()).isEqualTo(body);
  }

  private Answer exchange(byte[] body, boolean chunked) {
    String head =
        "POST "
            + Gateway.messages(World.NUMBER)
            + " HTTP/1.1\n"
            + "Authorization: Bearer a\nContent-Type: application/json";
    int half = body.length / 2;
    return chunked
        ? Wire.chunked(
            gateway().port(),
            head,
            List.of(Arrays.copyOf(body, half), Arrays.copyOfRange(body, half, body.length)))
        : Wire.exchange(gateway().port(), head, body);
  }

  /** A utility template in so many bytes. */
  private static byte[] padded(String contact, int size) {
    String body = Bodies.utility(contact).put("zz", "").encode();
    return body.replace("\"zz\":\"\"", "\"zz\":\"" + "a".repeat(size - body.length()) + "\"")
        .getBytes(UTF_8);
  }

  private Answer post(String type, byte[] body) {
    return gateway()
        .call(
            gateway()
                .to(Gateway.messages(World.NUMBER))
                .header("Content-Type", type)
                .POST(BodyPublishers.ofByteArray(body))
                .build());
  }

  private void assertNothingReachedMeta() {
    assertThat(twin().sends().size()).isEqualTo(reachedBefore);
  }

  private static Arguments bad(String name, String body, String... words) {
    return arguments(name, body, List.of(words));
  }

  private static byte[] concat(byte[] first, byte[] second) {
    byte[] all = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, all, first.length, second.length);
    return all;
  }

  private static byte[] gzip(byte[] plain) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(plain);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return packed.toByteArray();
  }
}
