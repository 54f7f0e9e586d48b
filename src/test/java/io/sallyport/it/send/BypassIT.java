package io.sallyport.it.send;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;
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
import java.nio.charset.Charset;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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
  private static final String OPEN = "@open-----@";
  private static final String PATH = "/v23.0/106540352242922/messages";
  private static final String TEXT =
      "{\"messaging_product\":\"whatsapp\",\"to\":\"@contact--@\",\"type\":\"text\",\"text\":{\"body\":\"hi\"}}";
  private static final String OK_TEXT = TEXT.replace(TO, OPEN);
  private static final String FORM =
      "messaging_product=whatsapp&to=@contact--@&type=text&text=%7B%22body%22%3A%22hi%22%7D";
  private static final String TEMPLATE =
      "%7B%22name%22%3A%22notice_01%22%2C%22language%22%3A%7B%22code%22%3A%22en_US%22%7D%7D";
  private static final String FORM_TYPE = "application/x-www-form-urlencoded";
  private static final String CLOSED = "HTTP/1.1 400 .*131047.*";
  private static final String INVALID = "HTTP/1.1 400 .*\"code\":100[,}].*";
  private static final String TURNED_AWAY = "HTTP/1.[01] (?:4\\d\\d|501|505) .*";

  /**
   * One way.
   *
   * @param request the bytes, {@code @contact--@} for a contact whose window is closed
   * @param answer a pattern of all that comes back
   * @param sends how many sends to somebody else it holds, which may leave
   */
  record Way(String name, byte[] request, String answer, int sends) {

    Way lets(int others) {
      return new Way(name, request, answer, others);
    }

    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Way> ways() {
    return Stream.of(plain(), forms(), bodies(), paths(), overrides(), framing())
        .flatMap(way -> way);
  }

  private static Stream<Way> plain() {
    return Stream.of(
        json("as documented", PATH, TEXT, CLOSED),
        json("without a version", "/106540352242922/messages", TEXT, CLOSED),
        json("a version of old", "/v2.0/106540352242922/messages", TEXT, CLOSED),
        json("a version to come", "/v99.9/106540352242922/messages", TEXT, CLOSED),
        json("marketing_messages", "/v23.0/106540352242922/marketing_messages", TEXT, TURNED_AWAY),
        json("without a type", PATH, TEXT.replace("\"type\":\"text\",", ""), CLOSED),
        json("an unknown type", PATH, TEXT.replace("\"text\",", "\"hologram\","), CLOSED),
        json("a reaction", PATH, TEXT.replace("\"text\"", "\"reaction\""), CLOSED),
        json("to as a number", PATH, TEXT.replace("\"@contact--@\"", "@contact--@"), CLOSED),
        json("to in words of its own", PATH, TEXT.replace("@contact--@", "+@contact--@"), CLOSED),
        json("two zeros before it", PATH, TEXT.replace("@contact--@", "00@contact--@"), CLOSED),
        json("a user id in to", PATH, TEXT.replace("@contact--@", "US.@contact--@"), INVALID),
        json("a parent id in to", PATH, TEXT.replace("@contact--@", "US.ENT.@contact--@"), INVALID),
        json("an unknown recipient_type", PATH, with("\"recipient_type\":\"person\""), INVALID),
        json("recipient beside to", PATH, with("\"recipient\":\"US.1349\""), CLOSED),
        json("a category", PATH, with("\"category\":\"utility\""), CLOSED),
        json(
            "a template beside it",
            PATH,
            with("\"template\":{\"name\":\"notice_01\",\"language\":{\"code\":\"en_US\"}}"),
            CLOSED),
        json("a group", PATH, with("\"recipient_type\":\"group\""), CLOSED),
        json("read beside it", PATH, with("\"status\":\"read\""), INVALID),
        json(
            "read beside it, and nulls",
            PATH,
            with("\"status\":\"read\",\"template\":null,\"recipient_type\":\"individual\""),
            INVALID),
        json("read of nothing beside it", PATH, with("\"status\":null"), CLOSED),
        json(
            "read beside content without a type",
            PATH,
            with("\"status\":\"read\"").replace("\"type\":\"text\"", "\"type\":null"),
            INVALID),
        json(
            "read beside to alone",
            PATH,
            "{\"status\":\"read\",\"message_id\":\"wamid.1\",\"recipient_type\":\"individual\",\"to\":\"@contact--@\"}",
            INVALID),
        json(
            "read beside content of an unknown type",
            PATH,
            "{\"status\":\"read\",\"to\":null,\"recipient_type\":\"individual\",\"hologram\":{\"to\":\"@contact--@\"}}",
            INVALID),
        json("a null template beside it", PATH, with("\"template\":null"), CLOSED),
        json("a null batch beside it", PATH, with("\"batch\":null"), INVALID),
        json("token in the query", PATH + "?access_token=EAAx", TEXT, CLOSED));
  }

  private static Stream<Way> forms() {
    String type = "&type=template&template=" + TEMPLATE;
    return Stream.of(
        form("a form", PATH, FORM, CLOSED),
        form("a form with a token", PATH, FORM + "&access_token=EAAx&format=json", CLOSED),
        form("a form without a type", PATH, FORM.replace("&type=text", ""), CLOSED),
        form("a form in escapes", PATH, FORM.replace("to=", "%74%6F="), CLOSED),
        form("a form with read", PATH, FORM + "&status=read&recipient_type=individual", INVALID),
        form("a form to a user id", PATH, FORM.replace("to=", "to=US."), INVALID),
        form("a form of two types", PATH, FORM + type, INVALID),
        form(
            "a form, type escaped twice",
            PATH,
            FORM + "&t%79pe=template&template=" + TEMPLATE,
            INVALID),
        form("a form with brackets", PATH, "to=@contact--@&type=text&text[body]=hi", INVALID),
        form(
            "a form with escaped brackets",
            PATH,
            "to=@contact--@&type=text&text%5Bbody%5D=hi",
            INVALID),
        form(
            "a form, text and template",
            PATH,
            FORM.replace("&type=text", "") + "&template=" + TEMPLATE,
            INVALID),
        form("a form with semicolons", PATH, FORM.replace('&', ';'), INVALID),
        form(
            "a form that closes its object",
            PATH,
            "to=@contact--@&text=%7B%7D%2C%22type%22%3A%22template%22",
            INVALID),
        form(
            "a form, a key twice inside",
            PATH,
            "to=@contact--@&type=text&text=%7B%22body%22%3A%22a%22%2C%22body%22%3A%22b%22%7D",
            INVALID),
        form("a form with batch", PATH, "to=@contact--@" + type + "&batch=%5B%5D", INVALID),
        form("a form with method", PATH, "to=@contact--@" + type + "&method=post", INVALID),
        form(
            "a form, more fields than are counted",
            PATH,
            FORM.replace("&type=text", "") + "&x=".repeat(1) + many() + "&type=template",
            INVALID),
        form("JSON called a form", PATH, TEXT, INVALID),
        form(
            "a form with a body in the query", PATH + "?text=hi", "to=@contact--@" + type, INVALID),
        way("a form called JSON", head(PATH, "application/json"), FORM, INVALID),
        way("a form in UTF-16", head(PATH, FORM_TYPE + "; charset=utf-16"), FORM, INVALID),
        way("a form in gzip", head(PATH, FORM_TYPE) + "\nContent-Encoding: gzip", FORM, INVALID),
        way(
            "a form by GET",
            "GET " + PATH + " HTTP/1.1\nContent-Type: " + FORM_TYPE,
            FORM,
            INVALID),
        form("a form on another path", "/v23.0/106540352242922", FORM + "&batch=%5B%5D", INVALID));
  }

  private static String many() {
    StringBuilder fields = new StringBuilder();
    for (int i = 0; i < 1000; i++) {
      fields.append("&x").append(i).append('=');
    }
    return fields.toString();
  }

  private static Stream<Way> bodies() {
    String typeTwice = "\"type\":\"template\"";
    String plain = head(PATH, "application/json");
    return Stream.of(
        json("a key twice", PATH, with(typeTwice), INVALID),
        json("a key twice, once escaped", PATH, with("\"t\\u0079pe\":\"template\""), INVALID),
        json("an escaped key", PATH, TEXT.replace("\"to\"", "\"t\\u006f\""), CLOSED),
        json("a key twice below", PATH, TEXT.replace("{\"body\"", "{\"body\":1,\"body\""), INVALID),
        json("two objects", PATH, TEXT + TEXT, INVALID),
        json("an array", PATH, "[" + TEXT + "]", INVALID),
        json("a comment", PATH, "/**/" + TEXT, INVALID),
        json("batch in the body", PATH, with("\"batch\":[" + TEXT + "]"), INVALID),
        json("method in the body", PATH, with("\"Method\":\"post\""), INVALID),
        json("ids in the body", PATH, with("\"ids\":\"106540352242922\""), INVALID),
        bytes("gzip", plain + "\nContent-Encoding: gzip", packed(TEXT, true)),
        bytes("gzip unannounced", plain, packed(TEXT, true)),
        bytes("deflate", plain + "\nContent-Encoding: deflate", packed(TEXT, false)),
        bytes(
            "identity and gzip", plain + "\nContent-Encoding: identity, gzip", packed(TEXT, true)),
        bytes(
            "two encodings",
            plain + "\nContent-Encoding: identity\nContent-Encoding: gzip",
            packed(TEXT, true)),
        bytes("UTF-16", plain, TEXT.getBytes(UTF_16LE)),
        bytes("UTF-16, said", plain + "; charset=utf-16", TEXT.getBytes(UTF_16BE)),
        bytes("UTF-32", plain, TEXT.getBytes(Charset.forName("UTF-32BE"))),
        bytes("a byte-order mark", plain, ("\ufeff" + TEXT).getBytes(UTF_8)),
        way("UTF-7", plain + "; charset=utf-7", TEXT, INVALID),
        way("no type", head(PATH, ""), TEXT, INVALID),
        way("text", head(PATH, "text/plain"), TEXT, INVALID),
        way("two types", plain + "\nContent-Type: " + FORM_TYPE, TEXT, INVALID),
        way(
            "two types, the other first",
            head(PATH, FORM_TYPE) + "\nContent-Type: application/json",
            FORM,
            INVALID),
        way("types in a list", head(PATH, "application/json, " + FORM_TYPE), TEXT, INVALID),
        way("parts", head(PATH, "multipart/form-data; boundary=x"), parts(), INVALID),
        way("encrypted", head(PATH + "_encrypted", "application/json"), TEXT, INVALID));
  }

  private static Stream<Way> paths() {
    return Stream.of(
            "/v23.0//106540352242922/messages",
            "//106540352242922/messages",
            "/v23.0/106540352242922/messages/",
            "/v23.0/106540352242922/messages//",
            "/v23.0/106540352242922%2Fmessages",
            "/v23.0/106540352242922%252Fmessages",
            "/v23.0/106540352242922/%6Dessages",
            "/v23.0/106540352242922/m%2565ssages",
            "/v23.0/106540352242922/MESSAGES",
            "/V23.0/106540352242922/messages",
            "/v23/106540352242922/messages",
            "/v23.0/106540352242922/messages;a=b",
            "/v23.0;x/106540352242922/messages",
            "/v23.0/106540352242922;x/messages",
            "/v23.0/106540352242922/messages%3B",
            "/v23.0/106540352242922/messages%00",
            "/v23.0/106540352242922/messages%20",
            "/v23.0/106540352242922/messages%0d%0a",
            "/v23.0/106540352242922/./messages",
            "/v23.0/106540352242922/x/../messages",
            "/v23.0/106540352242922/%2e/messages",
            "/v23.0/106540352242922/..%2f106540352242922/messages",
            "/v23.0/106540352242922\\messages",
            "/v23.0/106540352242922/messages/messages",
            "/v23.0/106540352242922/groups/messages",
            "/v23.0/me/messages",
            "/me/messages",
            "/v23.0/102290129340398/messages",
            "/v23.0/999999999999999/messages",
            "/v23.0/messages?ids=106540352242922",
            "/messages?ids=106540352242922",
            "/?ids=106540352242922",
            "/v23.0/?batch=%5B%5D",
            "/v23.0",
            "/",
            "messages",
            "*",
            "http://localhost" + PATH,
            "http://graph.facebook.com" + PATH,
            "https://graph.facebook.com" + PATH,
            "//graph.facebook.com" + PATH,
            "@graph.facebook.com" + PATH,
            "/@graph.facebook.com" + PATH,
            "/webhooks/.." + PATH,
            "/sallyport/v1/.." + PATH,
            "/sallyport/v1/../.." + PATH,
            "/q/.." + PATH,
            PATH + ".json",
            PATH + ".",
            PATH + "+",
            PATH + "2",
            PATH + "_v2",
            PATH + "-v2",
            PATH + ":send",
            PATH + "@x",
            PATH + "%2Ejson",
            PATH + "%252Ejson",
            PATH + "%5Fencrypted",
            PATH + "%3Fx=1",
            PATH + "%253Fx=1",
            PATH + "%26x=1",
            PATH + "%09",
            PATH + "%7f",
            PATH + "%c2%a0",
            PATH + "%e2%80%8b",
            PATH + "%u0020",
            PATH + "%zz",
            PATH + "#x",
            PATH + "%23x",
            "/v23.0/106540352242922.json/messages",
            "/v23.0/106540352242922/+messages",
            "/v23.0/106540352242922/%40messages",
            "/v23.0/106540352242922/%2540messages",
            "/v23.0/106540352242922/%25256dessages",
            "/v23.0/106540352242922/mess%2561ges",
            "/v23.0/106540352242922/%c1%adessages",
            "/v23.0/106540352242922/%ef%bd%8dessages",
            "/v23.0/106540352242922/%d0%bcessages",
            "/v23.0/106540352242922%25252Fmessages",
            "/v23.0/106540352242922%5cmessages",
            "/v23.0/106540352242922%c0%afmessages",
            "/v23.0/106540352242922%e0%80%afmessages",
            "/v23.0/106540352242922%ef%bc%8fmessages",
            "/v23.0/106540352242922%u2215messages",
            "/v23.0/106540352242922%3Fx/messages",
            "/v23.0/106540352242922%3Bx/messages",
            "/v23.0/106540352242922%23/messages",
            "/v23.0/106540352242922/upload%3Ax%2F..%2Fmessages",
            "/v23.0/upload%3Ax/%2e%2e/106540352242922/messages",
            "/v23.0/x/%252e%252e/106540352242922/messages",
            "/v23.0/x/%c0%ae%c0%ae/106540352242922/messages",
            "/v23.0/x%0d%0a%0d%0aPOST%20/106540352242922/messages",
            "/v23.0/106540352242922%3Fmethod=post",
            "/v23.0/106540352242922%3Fx=1%26batch=%5B%5D",
            "/v23.0/106540352242922%253F_method%253Dpost",
            "/%3Fbatch=%5B%5D",
            "/v23.0%3Fbatch=%5B%5D",
            "/v23.0%2F%3Fids=106540352242922")
        .map(path -> json(path, path, TEXT, TURNED_AWAY));
  }

  private static Stream<Way> overrides() {
    String number = "/v23.0/106540352242922";
    String batch =
        "batch=[{\"method\":\"POST\",\"relative_url\":\"106540352242922/messages\"}]&to=@contact--@";
    return Stream.of(
        json("method in the query", PATH + "?method=post", TEXT, INVALID),
        json("_method in the query", PATH + "?_method=post", TEXT, INVALID),
        json("body in the query", PATH + "?to=@contact--@&type=text&text=hi", TEXT, INVALID),
        json("batch on another path", number, "{\"batch\":[" + TEXT + "]}", INVALID),
        form("batch in a form on another path", number, batch, INVALID),
        bytes(
            "batch in gzip on another path",
            head(number, "application/json") + "\nContent-Encoding: gzip",
            packed("{\"batch\":[" + TEXT + "]}", true)),
        way(
            "batch called a file, too",
            head(number, "image/png") + "\nContent-Type: application/json",
            "{\"batch\":[" + TEXT + "]}",
            INVALID),
        way(
            "batch in parts",
            head(number + "/media", "multipart/form-data; boundary=x"),
            parts().replace("\"to\"", "\"batch\""),
            INVALID),
        way(
            "method in parts",
            head(number + "/media", "multipart/form-data; boundary=x"),
            parts().replace("\"to\"", "\"_method\""),
            INVALID),
        way(
            "a send by GET",
            "GET " + PATH + " HTTP/1.1\nContent-Type: application/json",
            TEXT,
            INVALID),
        way(
            "a send by PUT",
            "PUT " + PATH + " HTTP/1.1\nContent-Type: application/json",
            TEXT,
            INVALID),
        way(
            "GET made POST by a header",
            "GET "
                + PATH
                + " HTTP/1.1\nX-HTTP-Method-Override: POST\nContent-Type: application/json",
            TEXT,
            INVALID),
        way(
            "another path by a header",
            head(number, "application/json")
                + "\nX-Original-URL: "
                + PATH
                + "\nX-Rewrite-URL: "
                + PATH,
            "{\"batch\":" + TEXT + "}",
            INVALID),
        way("TRACE", "TRACE " + PATH + " HTTP/1.1", TEXT, TURNED_AWAY),
        way("CONNECT", "CONNECT graph.facebook.com:443 HTTP/1.1", TEXT, TURNED_AWAY),
        way(
                "a read that writes",
                "GET " + number + "?fields=messages.method(post).to(@contact--@) HTTP/1.1",
                "",
                ".*")
            .lets(0),
        way(
            "HTTP/1.0",
            "POST " + PATH + " HTTP/1.0\nContent-Type: application/json",
            TEXT,
            "HTTP/1.[01] 400 .*131047.*"),
        way("HTTP/0.9", "POST " + PATH, TEXT, TURNED_AWAY));
  }

  private static Stream<Way> framing() {
    String type = "\nHost: localhost\nContent-Type: application/json\nAuthorization: Bearer a\n";
    String hidden =
        "POST "
            + PATH
            + " HTTP/1.1"
            + type
            + "Connection: close\nContent-Length: "
            + TEXT.length()
            + "\n\n"
            + TEXT;
    return Stream.of(
        raw("two in one write", request(PATH, type, OK_TEXT) + hidden, ".*200 OK.*131047.*")
            .lets(1),
        raw(
            "chunks",
            "POST "
                + PATH
                + " HTTP/1.1"
                + type
                + "Connection: close\nTransfer-Encoding: chunked\n\n"
                + chunk(TEXT)
                + "0\n\n",
            CLOSED),
        raw(
            "a body in two chunks",
            "POST "
                + PATH
                + " HTTP/1.1"
                + type
                + "Connection: close\nTransfer-Encoding: chunked\n\n"
                + chunk(TEXT.substring(0, 20))
                + chunk(TEXT.substring(20))
                + "0\n\n",
            CLOSED),
        raw(
            "chunks and a length",
            "POST "
                + PATH
                + " HTTP/1.1"
                + type
                + "Content-Length: 5\nTransfer-Encoding: chunked\n\n"
                + chunk(TEXT)
                + "0\n\n",
            ".*"),
        raw(
            "hidden behind a length",
            "POST "
                + PATH
                + " HTTP/1.1"
                + type
                + "Content-Length: "
                + (5 + hidden.length())
                + "\nTransfer-Encoding: chunked\n\n0\n\n"
                + hidden,
            ".*"),
        raw(
            "hidden in a call that passes",
            "POST /v23.0/106540352242922/register HTTP/1.1"
                + type
                + "Content-Length: 2\nTransfer-Encoding: chunked\n\n0\n\n"
                + hidden,
            ".*"),
        raw(
            "chunked, spelt oddly",
            "POST "
                + PATH
                + " HTTP/1.1"
                + type
                + "Connection: close\nTransfer-Encoding: xchunked\nContent-Length: "
                + TEXT.length()
                + "\n\n"
                + TEXT,
            ".*"),
        raw(
            "two lengths",
            "POST "
                + PATH
                + " HTTP/1.1"
                + type
                + "Content-Length: 2\nContent-Length: "
                + TEXT.length()
                + "\n\n"
                + TEXT,
            TURNED_AWAY),
        raw(
            "a length with a plus",
            "POST "
                + PATH
                + " HTTP/1.1"
                + type
                + "Content-Length: +"
                + TEXT.length()
                + "\n\n"
                + TEXT,
            TURNED_AWAY),
        raw(
            "a folded header",
            "POST "
                + PATH
                + " HTTP/1.1\nX-A: b\n Content-Type: text/plain"
                + type
                + "Connection: close\nContent-Length: "
                + TEXT.length()
                + "\n\n"
                + TEXT,
            ".*"),
        raw(
            "a space before the colon",
            "POST "
                + PATH
                + " HTTP/1.1\nTransfer-Encoding : chunked"
                + type
                + "Connection: close\nContent-Length: "
                + TEXT.length()
                + "\n\n"
                + TEXT,
            ".*"),
        raw("bare line feeds", "@lf@" + request(PATH, type + "Connection: close\n", TEXT), ".*"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("ways")
  void nothingReachesAContactWhoseWindowIsClosed(Way way) {
    String contact = contactWithClosedWindow();
    String open = contactWithOpenWindow();
    long before = twin().sends().size();

    String answer = exchange(filled(way.request(), contact, open));

    assertThat(answer).as(way.name()).matches("(?s)" + way.answer());
    assertThat(reachedMeta(contact)).isEmpty();
    assertThat(twin().requests().stream().filter(it -> (it.path() + it.body()).contains(contact)))
        .isEmpty();
    assertThat(twin().sends().size() - before).isEqualTo(way.sends());
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
            packed(json, true)),
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

    String answer = exchange(filled(way.request(), "", ""));

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
    return new Way(name, with(head, body.getBytes(UTF_8)), answer, 0);
  }

  private static Way bytes(String name, String head, byte[] body) {
    return new Way(name, with(head, body), INVALID, 0);
  }

  private static Way raw(String name, String request, String answer) {
    String lines =
        request.startsWith("@lf@") ? request.substring(4) : request.replace("\n", "\r\n");
    return new Way(name, lines.getBytes(ISO_8859_1), answer, 0);
  }

  private static String with(String member) {
    return "{" + member + "," + TEXT.substring(1);
  }

  private static byte[] with(String head, byte[] body) {
    ByteArrayOutputStream request = new ByteArrayOutputStream();
    String length = body.length == 0 ? "" : "\nContent-Length: @length@";
    String lines = head + "\nHost: localhost\nConnection: close" + length + "\n\n";
    request.writeBytes(lines.replace("\n", "\r\n").getBytes(ISO_8859_1));
    request.writeBytes(body);
    return request.toByteArray();
  }

  private static String request(String path, String headers, String body) {
    return "POST "
        + path
        + " HTTP/1.1"
        + headers
        + "Content-Length: "
        + body.length()
        + "\n\n"
        + body;
  }

  private static String chunk(String body) {
    return Integer.toHexString(body.length()) + "\n" + body + "\n";
  }

  private static String parts() {
    return "--x\r\nContent-Disposition: form-data; name=\"to\"\r\n\r\n@contact--@\r\n--x--\r\n";
  }

  private static byte[] packed(String text, boolean gzip) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (var out = gzip ? new GZIPOutputStream(packed) : new DeflaterOutputStream(packed)) {
      out.write(text.getBytes(UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return packed.toByteArray();
  }

  /** Contacts have eleven digits, and so have their places: lengths were counted with these. */
  private static byte[] filled(byte[] request, String contact, String open) {
    String text = new String(request, ISO_8859_1).replace(TO, contact).replace(OPEN, open);
    int body = text.indexOf("\r\n\r\n") + 4;
    return text.replace("@length@", Integer.toString(text.length() - body)).getBytes(ISO_8859_1);
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
