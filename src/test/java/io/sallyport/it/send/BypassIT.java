package io.sallyport.it.send;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import io.sallyport.doctor.BypassCorpus;
import io.sallyport.doctor.BypassWay;
import io.sallyport.testkit.Answer;
import io.sallyport.testkit.Bodies;
import io.sallyport.testkit.Scenario;
import io.sallyport.testkit.Wire;
import io.sallyport.testkit.World;
import io.sallyport.twin.graph.ReceivedRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URLEncoder;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * No way around the decision (security.md#no-way-around-the-decision): every way to bring free-form
 * text to a contact whose window is closed, in one table, byte for byte. Whatever the answer,
 * nothing reaches Meta.
 */
@QuarkusIntegrationTest
@WithTestResource(World.class)
class BypassIT extends Scenario {

  private static final String TO = "@contact--@";
  private static final String PATH = "/v23.0/106540352242922/messages";
  private static final String FORM =
      "messaging_product=whatsapp&to=@contact--@&type=text&text=%7B%22body%22%3A%22hi%22%7D";
  private static final String FORM_TYPE = "application/x-www-form-urlencoded";
  private static final String CLOSED = "HTTP/1.[01] 400 .*131047.*";
  private static final String INVALID = "HTTP/1.1 400 .*\"code\":100[,}].*";
  private static final String TURNED_AWAY = "HTTP/1.[01] (?:4\\d\\d|501|505) .*";

  /**
   * One way to have Meta send webhooks past the gateway.
   *
   * @param answer a pattern of all that comes back
   */
  record Way(String name, byte[] request, String answer) {

    @Override
    public String toString() {
      return name;
    }
  }

  /** What the gateway answers, as a pattern of all that comes back. */
  private static String pattern(BypassWay.Answer answer) {
    return switch (answer) {
      case CLOSED -> CLOSED;
      case INVALID -> INVALID;
      case TURNED_AWAY -> TURNED_AWAY;
      case CLOSED_AFTER_ANOTHER -> ".*200 OK.*131047.*";
      case ANY -> ".*";
    };
  }

  static Stream<Arguments> ways() {
    return BypassCorpus.read().stream().map(way -> Arguments.of(Named.of(way.name(), way)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("ways")
  void nothingReachesAContactWhoseWindowIsClosed(BypassWay way) {
    String contact = contactWithClosedWindow();
    String open = contactWithOpenWindow();
    long before = twin().sends().size();

    String answer = exchange(way.request(places(contact, open)));

    assertThat(answer).as(way.name()).matches("(?s)" + pattern(way.answer()));
    assertThat(reachedMeta(contact)).isEmpty();
    assertThat(twin().requests().stream().filter(it -> (it.path() + it.body()).contains(contact)))
        .isEmpty();
    assertThat(twin().sends().size() - before).isEqualTo(way.others());
  }

  private static BypassWay.Places places(String contact, String open) {
    return new BypassWay.Places(
        World.NUMBER, World.WABA, contact, open, "localhost", "Authorization: Bearer a");
  }

  private static final String WABA = "/v23.0/102290129340398/subscribed_apps";
  private static final String NUMBER = "/v23.0/106540352242922";
  private static final String ELSEWHERE = "https://crm.example/hook";
  private static final String MOVED = "HTTP/1.1 403 .*\"code\":10[,}].*relay\\.targets.*";

  /** Ways to have Meta send webhooks past the gateway (platform-facts.md#webhook-override). */
  static Stream<Way> waysOfWebhooks() {
    String json = "{\"override_callback_uri\":\"" + ELSEWHERE + "\",\"verify_token\":\"t\"}";
    String configuration = "{\"webhook_configuration\":" + json + "}";
    String form = "verify_token=t&override_callback_uri=" + URLEncoder.encode(ELSEWHERE, UTF_8);
    return Stream.of(
        json("of a WABA", WABA, json, MOVED),
        json("of a WABA, no version", WABA.substring(6), json, MOVED),
        json("of a WABA, a slash at the end", WABA + "/", json, MOVED),
        json(
            "of a WABA, in capitals",
            WABA.replace("subscribed_apps", "SUBSCRIBED_APPS"),
            json,
            MOVED),
        json("of a WABA, escaped", WABA.replace("_apps", "%5Fapps"), json, TURNED_AWAY),
        json("of a WABA, an escaped name", WABA, json.replace("_uri", "\\u005Furi"), MOVED),
        json("of a WABA, in the query", WABA + "?" + form, "{}", MOVED),
        way("of a WABA, no body", "POST " + WABA + "?" + form + " HTTP/1.1", "", MOVED),
        form("of a WABA, a form", WABA, form, MOVED),
        form("of a WABA, brackets", WABA, form.replace("_uri=", "_uri[]="), MOVED),
        form("of a WABA, an escaped name", WABA, form.replace("_uri=", "%5Furi="), MOVED),
        way("of a WABA, as text", head(WABA, "text/plain"), json, MOVED),
        way("of a WABA, no type", head(WABA, ""), form, MOVED),
        way(
            "of a WABA, parts",
            head(WABA, "multipart/form-data; boundary=x"),
            parts().replace("\"to\"", "\"override_callback_uri\""),
            INVALID),
        bytes(
            "of a WABA, gzip",
            head(WABA, "application/json") + "\nContent-Encoding: gzip",
            packed(json)),
        json("of a number", NUMBER, configuration, MOVED),
        json("of a number, no version", NUMBER.substring(6), configuration, MOVED),
        json("of a number, a slash at the end", NUMBER + "/", configuration, MOVED),
        json(
            "of a number, in a text",
            NUMBER,
            "{\"webhook_configuration\":\"" + json.replace("\"", "\\\"") + "\"}",
            MOVED),
        form(
            "of a number, a form",
            NUMBER,
            "webhook_configuration=" + URLEncoder.encode(json, UTF_8),
            MOVED),
        form(
            "of a number, brackets",
            NUMBER,
            "webhook_configuration[override_callback_uri]=" + ELSEWHERE,
            MOVED),
        form(
            "of a number, dots",
            NUMBER,
            "webhook_configuration.override_callback_uri=" + ELSEWHERE,
            MOVED),
        json(
            "of a number, in the query",
            NUMBER + "?webhook_configuration%5Boverride_callback_uri%5D=" + ELSEWHERE,
            "{}",
            MOVED),
        way(
            "of a number, parts of an upload",
            head(NUMBER + "/media", "multipart/form-data; boundary=x"),
            parts().replace("\"to\"", "\"webhook_configuration[override_callback_uri]\""),
            MOVED),
        json(
            "like the gateway's own", WABA, json.replace(ELSEWHERE, World.PUBLIC_URL + "2"), MOVED),
        json(
            "the gateway's own as a user",
            WABA,
            json.replace(ELSEWHERE, "https://gateway.example.com@crm.example/webhooks/whatsapp"),
            MOVED));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("waysOfWebhooks")
  void noWebhookGoesPastTheGateway(Way way) {
    int before = posted().size();

    String answer = exchange(way.request());

    assertThat(answer).as(way.name()).matches("(?s)" + way.answer());
    if (way.answer().equals(MOVED)) {
      assertThat(answer)
          .contains("Sallyport-Decision: rejected", "Sallyport-Reason: webhook_override")
          .doesNotContain("Retry-After");
    }
    assertThat(posted()).as(way.name()).hasSize(before);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "{\"override_callback_uri\":\"\"}",
        "{\"override_callback_uri\":null,\"verify_token\":null}",
        "{ \"override_callback_uri\" : \"HTTPS://Gateway.example.com:443/webhooks/whatsapp/\","
            + "\"verify_token\":\"a=b&c\"}",
        "{\"webhook_configuration\":{\"override_callback_uri\":\"\"}}",
        "{\"subscribed_fields\":[\"messages\"]}"
      })
  void webhooksThatStayAreNobodysBusiness(String body) {
    for (String path : new String[] {WABA, NUMBER, NUMBER + "?fields=webhook_configuration"}) {
      Answer answer =
          Wire.exchange(gateway().port(), head(path, "application/json"), body.getBytes(UTF_8));

      assertThat(answer.header("Sallyport-Decision")).as(path).isNull();
      ReceivedRequest passed = posted().get(posted().size() - 1);
      assertThat(passed.path()).isEqualTo(path.replaceFirst("\\?.*", ""));
      assertThat(new String(passed.bytes(), UTF_8)).isEqualTo(body);
    }
  }

  /** The gateway's own calls are GETs. */
  private List<ReceivedRequest> posted() {
    return twin().requests().stream().filter(one -> one.method().equals("POST")).toList();
  }

  /** Decided like JSON, and forwarded as it came. */
  @Test
  void aFormToAnOpenWindowLeavesByteForByte() {
    String contact = contactWithOpenWindow();
    String body = FORM.replace(TO, contact) + "&access_token=EAAinform&format=json";

    Answer answer = Wire.exchange(gateway().port(), head(PATH, FORM_TYPE), body.getBytes(UTF_8));

    answer.assertForwarded();
    assertThat(answer.header("Sallyport-Category")).isEqualTo("service");
    assertThat(reachedMeta(contact).get(0).body().toString()).isEqualTo(body);
  }

  @Test
  void aFormWithATemplateIsHeldToTheRulesOfTemplates() {
    String contact = newContact();
    String body = "messaging_product=whatsapp&to=" + contact + "&type=template&template=";
    String template = Bodies.marketing(contact).getJsonObject("template").encode();
    String unknown = template.replace("spring_sale", "no_such_template");

    for (int i = 0; i < 2; i++) {
      form(body + URLEncoder.encode(template, UTF_8)).assertForwarded();
    }
    form(body + URLEncoder.encode(template, UTF_8))
        .assertRefused(400, 131049, "marketing_throttled");
    form(body + URLEncoder.encode(unknown, UTF_8)).assertRefused(404, 132001, "unknown_template");
  }

  @Test
  void aFormWithAKeyIsSentOnceAndMarked() {
    String contact = contactWithOpenWindow();
    String body = FORM.replace(TO, contact);
    String head = head(PATH, FORM_TYPE) + "\nIdempotency-Key: " + contact;

    Answer first = Wire.exchange(gateway().port(), head, body.getBytes(UTF_8)).assertForwarded();
    Answer again = Wire.exchange(gateway().port(), head, body.getBytes(UTF_8));

    assertThat(again.header("Sallyport-Decision")).isEqualTo("replayed");
    assertThat(again.wamid()).isEqualTo(first.wamid());
    assertThat(reachedMeta(contact)).hasSize(1);
    assertThat(reachedMeta(contact).get(0).body().toString())
        .matches("biz_opaque_callback_data=sallyport%3A[0-9a-f.]+&\\Q" + body + "\\E");
  }

  private Answer form(String body) {
    return Wire.exchange(gateway().port(), head(PATH, FORM_TYPE), body.getBytes(UTF_8));
  }

  private static Way json(String name, String path, String body, String answer) {
    return way(name, head(path, "application/json"), body, answer);
  }

  private static Way form(String name, String path, String body, String answer) {
    return way(name, head(path, FORM_TYPE), body, answer);
  }

  private static String head(String path, String type) {
    return "POST "
        + path
        + " HTTP/1.1\nAuthorization: Bearer a"
        + (type.isEmpty() ? "" : "\nContent-Type: " + type);
  }

  private static Way way(String name, String head, String body, String answer) {
    return new Way(name, with(head, body.getBytes(UTF_8)), answer);
  }

  private static Way bytes(String name, String head, byte[] body) {
    return new Way(name, with(head, body), INVALID);
  }

  private static byte[] with(String head, byte[] body) {
    ByteArrayOutputStream request = new ByteArrayOutputStream();
    String length = body.length == 0 ? "" : "\nContent-Length: " + body.length;
    String lines = head + "\nHost: localhost\nConnection: close" + length + "\n\n";
    request.writeBytes(lines.replace("\n", "\r\n").getBytes(ISO_8859_1));
    request.writeBytes(body);
    return request.toByteArray();
  }

  private static String parts() {
    return "--x\r\nContent-Disposition: form-data; name=\"to\"\r\n\r\n@contact--@\r\n--x--\r\n";
  }

  private static byte[] packed(String text) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (var out = new GZIPOutputStream(packed)) {
      out.write(text.getBytes(UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return packed.toByteArray();
  }

  private String exchange(byte[] request) {
    try (Socket socket = new Socket("localhost", gateway().port())) {
      socket.setSoTimeout(2_500);
      socket.getOutputStream().write(request);
      ByteArrayOutputStream answer = new ByteArrayOutputStream();
      try {
        socket.getInputStream().transferTo(answer);
      } catch (SocketTimeoutException itWaitsForMore) {
        // What it has said until then counts.
      }
      return answer.toString(ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
