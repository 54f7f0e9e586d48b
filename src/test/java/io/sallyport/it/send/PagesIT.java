package io.sallyport.it.send;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.Mutations;
import io.sallyport.it.send.RecordingMeta.Call;
import io.sallyport.testkit.Answer;
import io.sallyport.testkit.Concurrent;
import io.sallyport.testkit.Crm;
import io.sallyport.testkit.EventSource;
import io.sallyport.testkit.Gateway;
import io.sallyport.testkit.GatewayProcess;
import io.sallyport.testkit.Scenario;
import io.sallyport.testkit.Store;
import io.sallyport.testkit.World;
import io.sallyport.twin.webhooks.HubSignature;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Messenger and Instagram, from webhook to refusal, on the packaged gateway with clients. */
@Concurrent
class PagesIT {

  private static final String PAGE = "1000000000000001";
  private static final String INSTAGRAM = "17841400000000001";
  private static final String LOGIN = "17841400000000002";
  private static final String OTHER_PAGE = "1000000000000003";

  private static final String KEY = "key-of-the-client-pages";
  private static final String LOGIN_KEY = "key-of-the-client-login";
  private static final String TOKEN = "EAApagetoken";
  private static final String LOGIN_TOKEN = "IGAAlogintoken";
  private static final String LOGIN_SECRET = "instagram-app-secret";

  private static final String OUTSIDE = "This message is sent outside of allowed window.";

  private static final AtomicLong PERSONS = new AtomicLong(24512345678900000L);

  @TempDir static Path directory;
  private static Store store;
  private static RecordingMeta facebook;
  private static RecordingMeta instagram;
  private static Crm crm;
  private static Gateway gateway;
  private static Process process;
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final String person = Long.toString(PERSONS.incrementAndGet());

  @BeforeAll
  static void start() throws IOException {
    store = Store.start(World.freePort());
    facebook = new RecordingMeta();
    instagram = new RecordingMeta();
    crm = new Crm();
    gateway = new Gateway(World.freePort(), World.freePort());
    Map<String, String> all = World.configuration(store, facebook.url());
    all.put("sallyport.graph.instagram-url", instagram.url());
    String account = "sallyport.accounts.";
    all.put(account + PAGE + ".channel", "messenger");
    all.put(account + PAGE + ".access-token", TOKEN);
    all.put(account + INSTAGRAM + ".channel", "instagram");
    all.put(account + INSTAGRAM + ".page", PAGE);
    all.put(account + INSTAGRAM + ".access-token", TOKEN);
    all.put(account + INSTAGRAM + ".human-agent", "true");
    all.put(account + LOGIN + ".channel", "instagram-login");
    all.put(account + LOGIN + ".access-token", LOGIN_TOKEN);
    all.put(account + LOGIN + ".app-secret", LOGIN_SECRET);
    all.put(account + OTHER_PAGE + ".channel", "messenger");
    all.put(account + OTHER_PAGE + ".access-token", "EAAother");
    all.put("sallyport.clients.pages.key", KEY);
    all.put("sallyport.clients.pages.numbers", PAGE + "," + INSTAGRAM);
    all.put("sallyport.clients.login.key", LOGIN_KEY);
    all.put("sallyport.clients.login.numbers", LOGIN);
    all.put("sallyport.relay.targets.crm.url", crm.url());
    all.put("sallyport.relay.targets.crm.numbers", PAGE + "," + LOGIN);
    all.put("sallyport.audit.remembered", "100");
    process = GatewayProcess.start(gateway, all, directory.resolve("output"));
  }

  @AfterAll
  static void stop() throws IOException, InterruptedException {
    process.destroy();
    process.waitFor();
    facebook.close();
    instagram.close();
    crm.close();
    store.stop();
  }

  @BeforeEach
  void metaTakesEverything() {
    facebook.accepts();
    instagram.accepts();
    facebook.calls();
    instagram.calls();
  }

  private static Answer call(String key, String method, String target, String type, String body) {
    return call(key, method, target, type, body.getBytes(UTF_8));
  }

  private static Answer call(String key, String method, String target, String type, byte[] body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://localhost:" + gateway.port() + target))
            .method(method, BodyPublishers.ofByteArray(body));
    if (!key.isEmpty()) {
      request.header("Authorization", "Bearer " + key);
    }
    if (!type.isEmpty()) {
      request.header("Content-Type", type);
    }
    try {
      return Answer.of(HTTP.send(request.build(), HttpResponse.BodyHandlers.ofByteArray()));
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static Answer send(String key, String target, String body) {
    return call(key, "POST", target, "application/json", body);
  }

  private static Answer form(String target, String body) {
    return call("", "POST", target, "application/x-www-form-urlencoded", body);
  }

  private String text() {
    return "{\"recipient\":{\"id\":\"" + person + "\"},\"message\":{\"text\":\"hi\"}}";
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8);
  }

  private static int webhook(String secret, String json) {
    return webhook(secret, json.getBytes(UTF_8));
  }

  private static int webhook(String secret, byte[] body) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://localhost:" + gateway.port() + "/webhooks/meta"))
            .header("Content-Type", "application/json")
            .header("X-Hub-Signature-256", new HubSignature(secret).of(body))
            .POST(BodyPublishers.ofByteArray(body))
            .build();
    try {
      return HTTP.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static String event(String object, String account, String person, Instant at, String of) {
    return "{\"object\":\""
        + object
        + "\",\"entry\":[{\"id\":\""
        + account
        + "\",\"time\":1,"
        + "\"messaging\":[{\"sender\":{\"id\":\""
        + person
        + "\"},\"recipient\":{\"id\":\""
        + account
        + "\"},\"timestamp\":"
        + at.toEpochMilli()
        + ","
        + of
        + "}]}]}";
  }

  private void wrote(String object, String account, Instant at) {
    String said = "\"message\":{\"mid\":\"m\",\"text\":\"hello\"}";
    assertThat(webhook(World.APP_SECRET, event(object, account, person, at, said))).isEqualTo(200);
  }

  private static Instant now() {
    return Instant.now();
  }

  private static JsonObject error(Answer answer) {
    return answer.json().getJsonObject("error");
  }

  private static void assertRefused(
      Answer answer, int status, String type, String message, int code, Integer subcode) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(status);
    JsonObject error = error(answer);
    assertThat(error.getString("fbtrace_id")).startsWith("sallyport-");
    error.remove("fbtrace_id");
    JsonObject expected =
        new JsonObject().put("message", message).put("type", type).put("code", code);
    assertThat(error)
        .isEqualTo(subcode == null ? expected : expected.put("error_subcode", subcode));
    assertThat(answer.header("Retry-After")).isNull();
  }

  @Test
  void messengerPassesInTheWindowAndRefusesOutside() {
    Answer closed = send(KEY, "/v25.0/" + PAGE + "/messages", text());
    assertRefused(
        closed,
        400,
        "OAuthException",
        "(#10) "
            + OUTSIDE
            + " Learn more about the new policy here:"
            + " https://developers.facebook.com/docs/messenger-platform/policy-overview",
        10,
        2018278);
    assertThat(closed.header("Sallyport-Decision")).isEqualTo("rejected");
    assertThat(closed.header("Sallyport-Reason")).isEqualTo("window_closed");
    assertThat(facebook.calls()).isEmpty();

    wrote("page", PAGE, now());
    Answer open = send(KEY, "/v25.0/" + PAGE + "/messages", text());

    assertThat(open.status()).as(open.text()).isEqualTo(200);
    assertThat(open.header("Sallyport-Decision")).isEqualTo("forwarded");
    assertThat(open.header("Sallyport-Window")).isEqualTo("open");
    assertThat(facebook.calls())
        .containsExactly(
            new Call("POST", "/v25.0/" + PAGE + "/messages", "Bearer " + TOKEN, text()));
  }

  @Test
  void aWindowEndsWithItsDay() {
    wrote("page", PAGE, now().minusSeconds(86_398));
    assertThat(send(KEY, "/" + PAGE + "/messages", text()).status()).isEqualTo(200);
    Scenario.await().until(() -> send(KEY, "/" + PAGE + "/messages", text()).status() == 400);
  }

  @Test
  void instagramByItsPageIsDecidedByWhoKnowsTheRecipient() {
    wrote("instagram", INSTAGRAM, now().minusSeconds(86_500));
    Answer closed = send(KEY, "/v25.0/me/messages", text());
    assertRefused(closed, 400, "OAuthException", "(#10) " + OUTSIDE, 10, 2534022);

    // This account may tag; Messenger's may not.
    String tagged =
        text().replace("}}", "},\"messaging_type\":\"MESSAGE_TAG\",\"tag\":\"HUMAN_AGENT\"}");
    assertThat(send(KEY, "/v25.0/" + PAGE + "/messages", tagged).status()).isEqualTo(200);
    assertThat(facebook.calls()).hasSize(1);

    Answer own = send(KEY, "/v25.0/" + INSTAGRAM + "/messages", text());
    assertThat(own.status()).isEqualTo(400);
    assertThat(error(own).getInteger("code")).isEqualTo(3);
    assertThat(error(own).getString("message"))
        .isEqualTo("(#3) Application does not have the capability to make this API call.");
    assertThat(facebook.calls()).isEmpty();
  }

  @Test
  void instagramLoginHasItsOwnHostSecretAndErrors() {
    Answer closed = send(LOGIN_KEY, "/v25.0/me/messages", text());
    assertRefused(closed, 403, "IGApiException", OUTSIDE, 10, 2534022);

    String said = event("instagram", LOGIN, person, now(), "\"postback\":{\"title\":\"Start\"}");
    assertThat(webhook("another secret", said)).isEqualTo(401);
    assertThat(webhook(LOGIN_SECRET, said.replace(LOGIN, INSTAGRAM))).isEqualTo(401);
    assertThat(webhook(LOGIN_SECRET, said)).isEqualTo(200);

    assertThat(send(LOGIN_KEY, "/v25.0/" + LOGIN + "/messages", text()).status()).isEqualTo(200);
    assertThat(instagram.calls())
        .containsExactly(
            new Call("POST", "/v25.0/" + LOGIN + "/messages", "Bearer " + LOGIN_TOKEN, text()));
    call(LOGIN_KEY, "GET", "/v25.0/me?fields=user_id", "", "");
    assertThat(instagram.calls())
        .containsExactly(new Call("GET", "/v25.0/me?fields=user_id", "Bearer " + LOGIN_TOKEN, ""));
    assertThat(facebook.calls()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {LOGIN, "me"})
  void instagramLoginRefusesInItsOwnWordsAlsoBeforeTheBodyIsDecided(String id) {
    Answer other = send(LOGIN_KEY, "/v25.0/" + id + "/messages?method=delete", text());

    assertThat(other.status()).isEqualTo(400);
    assertThat(other.text()).contains("IGApiException").doesNotContain("OAuthException");
    assertThat(instagram.calls()).isEmpty();
    assertThat(call(LOGIN_KEY, "PUT", "/v25.0/" + id + "/messages", "", "").text())
        .contains("IGApiException");
    String inForm = "recipient=%7B%7D&message=%7B%7D&method=delete&access_token=" + LOGIN_KEY;
    assertThat(form("/v25.0/" + id + "/messages", inForm).text()).contains("IGApiException");
  }

  @Test
  void aKeyInAFormIsReplacedByTheAccountsToken() {
    wrote("page", PAGE, now());
    String recipient = "recipient=" + encoded("{'id':'" + person + "'}");
    String message = "&message=" + encoded("{'text':'hi'}") + "&messaging_type=RESPONSE";

    Answer sent =
        form("/v25.0/me/messages", recipient + "&access_token=" + KEY + message + "&format=json");

    assertThat(sent.status()).as(sent.text()).isEqualTo(200);
    assertThat(facebook.calls())
        .containsExactly(
            new Call(
                "POST",
                "/v25.0/me/messages",
                "Bearer " + TOKEN,
                recipient + "&access_token=" + TOKEN + message + "&format=json"));
    assertThat(form("/v25.0/me/messages?access_token=" + KEY, recipient + message).status())
        .isEqualTo(200);
    assertThat(facebook.calls().get(0).target()).isEqualTo("/v25.0/me/messages");
    assertThat(form("/v25.0/me/messages", recipient + message + "&access_token=wrong").status())
        .isEqualTo(401);
    assertThat(form("/v25.0/me/messages", recipient + message).status()).isEqualTo(401);
    assertThat(facebook.calls()).isEmpty();
  }

  @Test
  void ofFiftyPrivateRepliesOneLeaves() {
    String comment = person + "_1";
    String body =
        "{\"recipient\":{\"comment_id\":\"" + comment + "\"},\"message\":{\"text\":\"hi\"}}";
    List<CompletableFuture<Answer>> all = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      all.add(CompletableFuture.supplyAsync(() -> send(KEY, "/v25.0/" + PAGE + "/messages", body)));
    }
    List<Integer> statuses = all.stream().map(CompletableFuture::join).map(Answer::status).toList();

    assertThat(statuses.stream().filter(status -> status == 200)).hasSize(1);
    assertThat(facebook.calls()).hasSize(1);
    Answer again = send(KEY, "/v25.0/" + PAGE + "/messages", body);
    assertThat(again.header("Sallyport-Reason")).isEqualTo("private_reply_used");
    assertThat(error(again).getInteger("error_subcode")).isEqualTo(2534025);
    // It opens no window.
    assertThat(send(KEY, "/v25.0/" + PAGE + "/messages", text()).status()).isEqualTo(400);
  }

  @Test
  void aReplyThatMetaRefusesMayBeTriedAgain() {
    String body =
        "{\"recipient\":{\"comment_id\":\"" + person + "_2\"},\"message\":{\"text\":\"hi\"}}";
    facebook.answers(400, "{\"error\":{\"message\":\"x\",\"code\":100}}");
    assertThat(send(KEY, "/v25.0/" + PAGE + "/messages", body).status()).isEqualTo(400);

    facebook.accepts();
    Scenario.await().until(() -> send(KEY, "/v25.0/" + PAGE + "/messages", body).status() == 200);
  }

  @Test
  void aWindowThatMetaSaysIsClosedIsClosed() {
    wrote("page", PAGE, now());
    facebook.answers(
        400,
        "{\"error\":{\"message\":\"(#10) closed\",\"type\":\"OAuthException\",\"code\":10,"
            + "\"error_subcode\":2018278,\"fbtrace_id\":\"A\"}}");
    Answer metas = send(KEY, "/v25.0/" + PAGE + "/messages", text());
    assertThat(metas.header("Sallyport-Decision")).isEqualTo("forwarded");
    facebook.accepts();
    facebook.calls();

    assertThat(send(KEY, "/v25.0/" + PAGE + "/messages", text()).header("Sallyport-Reason"))
        .isEqualTo("window_closed");
    assertThat(facebook.calls()).isEmpty();
    assertThat(gateway.manage("/q/metrics").text())
        .containsPattern(
            "sallyport_contradictions_total\\{about=\"unknown\",kind=\"closed_after_all\"\\}"
                + " [1-9]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ACCOUNT_UPDATE | tag_not_allowed | 100 | ",
        "HUMAN_AGENT    | human_agent_off | 100 | 2018276"
      })
  void aTagIsRefusedWithMetasCode(String tag, String reason, int code, Integer subcode) {
    String body =
        text().replace("}}", "},\"messaging_type\":\"MESSAGE_TAG\",\"tag\":\"" + tag + "\"}");

    Answer answer = send(KEY, "/v25.0/" + PAGE + "/messages", body);

    assertThat(answer.header("Sallyport-Reason")).isEqualTo(reason);
    assertThat(error(answer).getInteger("code")).isEqualTo(code);
    assertThat(error(answer).getInteger("error_subcode")).isEqualTo(subcode);
    assertThat(facebook.calls()).isEmpty();
  }

  @Test
  void whatNeedsNoWindowPasses() {
    String to = "{\"recipient\":{\"id\":\"" + person + "\"},";
    for (String rest :
        List.of(
            "\"sender_action\":\"typing_on\"}",
            "\"messaging_type\":\"UTILITY\",\"message\":{\"template\":{\"name\":\"a\"}}}")) {
      assertThat(send(KEY, "/v25.0/" + PAGE + "/messages", to + rest).status()).isEqualTo(200);
    }
    assertThat(facebook.calls()).hasSize(2);
  }

  /** Nothing of these reaches Meta as a message. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/v25.0/1000000000000001/Messages",
        "/v25.0/1000000000000001/messages/",
        "/v25.0//1000000000000001/messages",
        "/v25.0/1000000000000001/mess%61ges",
        "/v25.0/%6De/messages",
        "/v25.0/ME/messages",
        "/V25.0/me/messages",
        "/v25.0/me/../me/messages",
        "/v25.0/me/messages.json",
        "/v25.0/me/messages?method=post",
        "/v25.0/me/messages?recipient=%7B%22id%22%3A%221%22%7D",
        "/v25.0/me/messages?message=%7B%7D",
        "/v25.0/me/messages?tag=HUMAN_AGENT",
        "/v25.0/1000000000000003/messages",
        "/v25.0/17841400000000001/messages",
        "/v25.0/17841400000000002/messages",
        "/v25.0/999/messages",
        "/v25.0/me?batch=%5B%5D",
        "/v25.0/me/conversations?method=post&batch=%5B%5D",
        "/v25.0/123_456/private_replies",
        "/v25.0/me/broadcast_messages",
        "/",
        "/v25.0",
        "/?batch=%5B%5D"
      })
  void otherSpellingsDoNotGetAroundTheGate(String target) {
    for (String type : List.of("application/json", "application/x-www-form-urlencoded", "")) {
      Answer answer = call(KEY, "POST", target, type, text());

      assertThat(answer.status()).as(answer.text()).isBetween(400, 499);
    }
    assertThat(facebook.calls()).isEmpty();
    assertThat(instagram.calls()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"batch\":[{\"method\":\"POST\",\"relative_url\":\"me/messages\"}]}",
        "batch=%5B%5D",
        "method=post"
      })
  void noBatchPassesOnAnotherPathOfTheAccount(String body) {
    Answer answer = send(KEY, "/v25.0/" + PAGE + "/message_attachments", body);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(facebook.calls()).isEmpty();
  }

  /** What is called an upload, and says to whom, could be a message; on every way to Meta. */
  @ParameterizedTest
  @CsvSource({
    "1000000000000001, key-of-the-client-pages",
    "17841400000000001, key-of-the-client-pages",
    "17841400000000002, key-of-the-client-login",
    "me, key-of-the-client-login"
  })
  void anAttachmentHasNoRecipient(String id, String key) {
    String target = "/v25.0/" + id + "/message_attachments";
    String form = "recipient=" + encoded("{\"id\":\"" + person + "\"}") + "&message=%7B%7D";
    String parts =
        "--x\r\nContent-Disposition: form-data; name=\"recipient\"\r\n\r\n{}\r\n--x--\r\n";
    String ofInstagram = text().replace("}}", "},\"platform\":\"instagram\"}");
    String formType = "application/x-www-form-urlencoded";
    Map<String, Answer> answers =
        Map.of(
            "JSON", send(key, target, text()),
            "JSON of Instagram", send(key, target, ofInstagram),
            "query", send(key, target + "?recipient=%7B%7D", "{}"),
            "form", call(key, "POST", target, formType, form),
            "parts", call(key, "POST", target, "multipart/form-data; boundary=x", parts));

    assertThat(answers)
        .allSatisfy((what, answer) -> assertThat(answer.status()).as(what).isEqualTo(400));
    String words = key.equals(LOGIN_KEY) ? "IGApiException" : "OAuthException";
    assertThat(answers).allSatisfy((what, answer) -> assertThat(answer.text()).contains(words));
    assertThat(facebook.calls()).isEmpty();
    assertThat(instagram.calls()).isEmpty();
    assertThat(send(key, target, "{\"message\":{}}").status()).as("an upload").isEqualTo(200);
  }

  @Test
  void aTextBesideATemplateIsAText() {
    String body =
        text()
            .replace("\"text\":\"hi\"", "\"text\":\"hi\",\"template\":{\"name\":\"a\"}")
            .replace("}}", "},\"messaging_type\":\"UTILITY\"}");

    Answer answer = send(KEY, "/v25.0/" + PAGE + "/messages", body);

    assertThat(answer.header("Sallyport-Reason")).as(answer.text()).isEqualTo("window_closed");
    assertThat(facebook.calls()).isEmpty();
  }

  @Test
  void theStreamTellsOfAPerson() {
    for (String query : List.of("?contact=" + person, "?number=" + PAGE + "&contact=0" + person)) {
      URI stream =
          URI.create(
              "http://localhost:" + gateway.port() + "/sallyport/v1/decisions/stream" + query);
      HttpRequest request =
          HttpRequest.newBuilder(stream).header("Authorization", "Bearer " + KEY).build();
      try (EventSource events = EventSource.open(request)) {
        send(KEY, "/v25.0/" + PAGE + "/messages", text().replace(person, "77"));
        send(KEY, "/v25.0/" + PAGE + "/messages", text());

        Scenario.await().until(() -> !events.events().isEmpty());
        assertThat(events.events().get(0).data().getString("contact")).isEqualTo(person);
      }
    }
  }

  @Test
  void otherPathsOfTheAccountPass() {
    String upload =
        "{\"message\":{\"attachment\":{\"type\":\"image\",\"payload\":{\"url\":\"https://a/b\"}}}}";

    assertThat(send(KEY, "/v25.0/" + PAGE + "/message_attachments", upload).status())
        .isEqualTo(200);
    assertThat(call(KEY, "GET", "/v25.0/" + person + "?fields=first_name", "", "").status())
        .isEqualTo(200);
    assertThat(facebook.calls())
        .containsExactly(
            new Call("POST", "/v25.0/" + PAGE + "/message_attachments", "Bearer " + TOKEN, upload),
            new Call("GET", "/v25.0/" + person + "?fields=first_name", "Bearer " + TOKEN, ""));
  }

  @Test
  void theApiShowsAndExplains() {
    String contact = "/sallyport/v1/accounts/" + PAGE + "/contacts/" + person;
    assertThat(call(KEY, "GET", contact, "", "").json().getJsonObject("window").getString("state"))
        .isIn("unknown", "closed");
    Instant at = Instant.ofEpochSecond(now().getEpochSecond());
    wrote("page", PAGE, at);

    JsonObject shown = call(KEY, "GET", contact, "", "").json();
    assertThat(shown.fieldNames()).containsExactlyInAnyOrder("contact", "window", "consent");
    assertThat(shown.getJsonObject("window").getString("expires_at"))
        .isEqualTo(at.plusSeconds(86_400).toString());

    Answer stated =
        call(KEY, "PUT", contact + "/consent", "application/json", "{\"state\":\"opt_out\"}");
    assertThat(stated.status()).isEqualTo(204);
    assertThat(call(KEY, "GET", contact, "", "").json().getJsonObject("consent").getString("state"))
        .isEqualTo("opt_out");

    JsonObject explained = send(KEY, "/sallyport/v1/accounts/" + PAGE + "/explain", text()).json();
    assertThat(explained.getString("verdict")).isEqualTo("forward");
    assertThat(explained.containsKey("price")).isFalse();
    JsonObject other =
        send(KEY, "/sallyport/v1/accounts/" + PAGE + "/explain", text().replace(person, "77"))
            .json();
    assertThat(other.getString("reason")).isEqualTo("window_closed");
    assertThat(facebook.calls()).isEmpty();

    send(KEY, "/v25.0/" + PAGE + "/messages", text());
    JsonObject decisions =
        call(KEY, "GET", "/sallyport/v1/accounts/" + PAGE + "/decisions?contact=" + person, "", "")
            .json();
    assertThat(decisions.getJsonArray("decisions")).hasSize(1);
    assertThat(call(LOGIN_KEY, "GET", contact, "", "").status()).isEqualTo(403);
    assertThat(call(KEY, "GET", contact.replace(PAGE, "5"), "", "").status()).isEqualTo(403);
  }

  @Test
  void theRelayGetsTheAccountsWebhooksWithTheirBytes() {
    wrote("page", PAGE, now());
    wrote("page", OTHER_PAGE, now());

    Scenario.await().until(() -> crm.received(person).size() == 1);
    assertThat(crm.received(person).get(0).text()).contains(PAGE);
  }

  @Test
  void decisionsAreCountedByChannel() {
    send(KEY, "/v25.0/" + PAGE + "/messages", text());
    send(LOGIN_KEY, "/v25.0/" + LOGIN + "/messages", text());

    String counted = ",class=\"free_form\",outcome=\"rejected\",reason=\"window_closed\"}";
    assertThat(gateway.manage("/q/metrics").text())
        .contains("sallyport_decisions_total{channel=\"messenger\"" + counted)
        .contains("sallyport_decisions_total{channel=\"instagram\"" + counted);
  }

  @Test
  void anIdempotencyKeySendsOnceAndChangesNoBytes() {
    wrote("page", PAGE, now());
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create("http://localhost:" + gateway.port() + "/v25.0/" + PAGE + "/messages"))
            .header("Authorization", "Bearer " + KEY)
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", "key-" + person)
            .POST(BodyPublishers.ofString(text()))
            .build();

    Answer first = gateway.call(request);
    Answer second = gateway.call(request);

    assertThat(second.text()).isEqualTo(first.text());
    assertThat(second.header("Sallyport-Decision")).isEqualTo("replayed");
    assertThat(facebook.calls()).extracting(Call::body).containsExactly(text());
  }

  private static final int FUZZED = 300;

  /** Nobody of those sent to has written, so nothing may reach them, whatever the bytes. */
  @Test
  void fuzzedSendsAndWebhooksAreNoFaultOfOurs() {
    long seed = Long.getLong("seed", new Random().nextLong());
    Mutations mutations = new Mutations(new Random(seed));
    String tagged =
        "{\"messaging_type\":\"MESSAGE_TAG\",\"tag\":\"HUMAN_AGENT\"," + text().substring(1);
    String image =
        "{\"attachment\":{\"type\":\"image\",\"payload\":{\"url\":\"https://a.example/b\"}}}";
    List<String> sends =
        List.of(
            text(),
            tagged,
            "{\"messaging_type\":\"RESPONSE\"," + text().substring(1),
            "{\"recipient\":{\"id\":\"" + person + "\"},\"message\":" + image + "}");
    List<String> forms =
        sends.stream()
            .map(json -> "recipient=" + encoded(recipient()) + "&message=" + encoded(json))
            .toList();
    for (int i = 0; i < FUZZED; i++) {
      String target = "/v25.0/" + (i % 3 == 0 ? LOGIN : PAGE) + "/messages";
      String key = i % 3 == 0 ? LOGIN_KEY : KEY;
      boolean isForm = i % 4 == 0;
      byte[] body = mutations.of(isForm ? forms : sends);
      String type = isForm ? "application/x-www-form-urlencoded" : "application/json";
      assertThat(call(key, "POST", target, type, body).status())
          .as("-Dseed=%d, send %d", seed, i)
          .isLessThan(500);
      assertThat(webhook(World.APP_SECRET, mutations.of(hooks())))
          .as("-Dseed=%d, webhook %d", seed, i)
          .isLessThan(500);
    }

    assertThat(List.of(facebook.calls(), instagram.calls()))
        .allSatisfy(
            calls ->
                assertThat(calls)
                    .as("-Dseed=%d", seed)
                    .noneMatch(sent -> (sent.target() + sent.body()).contains(person)));
    assertThat(gateway.manage("/q/health/ready").status()).isEqualTo(200);
    wrote("page", PAGE, now());
    send(KEY, "/v25.0/" + PAGE + "/messages", text()).assertForwarded();
  }

  private String recipient() {
    return "{\"id\":\"" + person + "\"}";
  }

  /** Of somebody else, whose windows open. */
  private List<String> hooks() {
    String other = Long.toString(PERSONS.incrementAndGet());
    return Stream.of(
            "\"message\":{\"mid\":\"m\",\"text\":\"hello\"}",
            "\"message\":{\"mid\":\"m\",\"is_echo\":true,\"text\":\"hello\"}",
            "\"postback\":{\"mid\":\"m\",\"title\":\"a\",\"payload\":\"b\"}",
            "\"reaction\":{\"mid\":\"m\",\"action\":\"react\",\"emoji\":\"x\"}",
            "\"optin\":{\"type\":\"notification_messages\",\"notification_messages_token\":\"t\"}",
            "\"delivery\":{\"mids\":[\"m\"],\"watermark\":1}")
        .flatMap(
            of ->
                Stream.of(
                    event("page", PAGE, other, now(), of),
                    event("instagram", LOGIN, other, now(), of)))
        .toList();
  }
}
