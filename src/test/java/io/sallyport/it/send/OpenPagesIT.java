package io.sallyport.it.send;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.it.send.RecordingMeta.Call;
import io.sallyport.testkit.Answer;
import io.sallyport.testkit.Concurrent;
import io.sallyport.testkit.Gateway;
import io.sallyport.testkit.GatewayProcess;
import io.sallyport.testkit.Store;
import io.sallyport.testkit.World;
import io.sallyport.twin.webhooks.HubSignature;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Messenger and Instagram without clients: callers have the accounts' own tokens. */
@Concurrent
class OpenPagesIT {

  private static final String PAGE = "1000000000000001";
  private static final String LOGIN = "17841400000000002";
  private static final String TOKEN = "EAApagetoken";
  private static final String LOGIN_TOKEN = "IGAAlogintoken";
  private static final String PERSON = "24512345678900001";
  private static final String FORM = "application/x-www-form-urlencoded";

  @TempDir static Path directory;
  private static Store store;
  private static RecordingMeta facebook;
  private static RecordingMeta instagram;
  private static Gateway gateway;
  private static Process process;

  @BeforeAll
  static void start() throws IOException {
    store = Store.start(World.freePort());
    facebook = new RecordingMeta();
    instagram = new RecordingMeta();
    gateway = new Gateway(World.freePort(), World.freePort());
    Map<String, String> all = World.configuration(store, facebook.url());
    all.put("sallyport.graph.instagram-url", instagram.url());
    String account = "sallyport.accounts.";
    all.put(account + PAGE + ".channel", "messenger");
    all.put(account + PAGE + ".access-token", TOKEN);
    all.put(account + LOGIN + ".channel", "instagram-login");
    all.put(account + LOGIN + ".access-token", LOGIN_TOKEN);
    process = GatewayProcess.start(gateway, all, directory.resolve("output"));
    for (String id : List.of(PAGE, LOGIN)) {
      wrote(id);
    }
  }

  @AfterAll
  static void stop() throws InterruptedException {
    process.destroy();
    process.waitFor();
    facebook.close();
    instagram.close();
    store.stop();
  }

  @BeforeEach
  void nothingHasCome() {
    facebook.calls();
    instagram.calls();
  }

  private static Answer post(String target, String type, String body, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://localhost:" + gateway.port() + target))
            .header("Content-Type", type)
            .POST(BodyPublishers.ofString(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return gateway.call(request.build());
  }

  private static void wrote(String account) {
    String event =
        "{\"object\":\""
            + (account.equals(PAGE) ? "page" : "instagram")
            + "\",\"entry\":[{\"id\":\""
            + account
            + "\",\"time\":1,\"messaging\":[{\"sender\":{\"id\":\""
            + PERSON
            + "\"},\"recipient\":{\"id\":\""
            + account
            + "\"},\"timestamp\":"
            + Instant.now().toEpochMilli()
            + ",\"message\":{\"mid\":\"m\",\"text\":\"hello\"}}]}]}";
    String signature = new HubSignature(World.APP_SECRET).of(event.getBytes(UTF_8));
    Answer taken =
        post("/webhooks/meta", "application/json", event, "X-Hub-Signature-256", signature);
    assertThat(taken.status()).isEqualTo(200);
  }

  private static String sendWith(String token) {
    return "recipient="
        + URLEncoder.encode("{\"id\":\"" + PERSON + "\"}", UTF_8)
        + "&access_token="
        + token
        + "&message="
        + URLEncoder.encode("{\"text\":\"hi\"}", UTF_8);
  }

  /** Bytes unchanged, to the account's own host, and nowhere else. */
  @ParameterizedTest
  @ValueSource(
      strings = {"/v25.0/" + LOGIN + "/messages", "/" + LOGIN + "/messages", "/v25.0/me/messages"})
  void aTokenInAFormGoesToInstagramsHostOnly(String target) {
    Answer sent = post(target, FORM, sendWith(LOGIN_TOKEN));

    assertThat(sent.status()).as(sent.text()).isEqualTo(200);
    assertThat(instagram.calls())
        .containsExactly(new Call("POST", target, "", sendWith(LOGIN_TOKEN)));
    assertThat(facebook.calls()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v25.0/" + PAGE + "/messages", "/v25.0/me/messages"})
  void aPagesTokenInAFormGoesToFacebooksHostOnly(String target) {
    Answer sent = post(target, FORM, sendWith(TOKEN));

    assertThat(sent.status()).as(sent.text()).isEqualTo(200);
    assertThat(facebook.calls()).containsExactly(new Call("POST", target, "", sendWith(TOKEN)));
    assertThat(instagram.calls()).isEmpty();
  }

  /** What is no send, too, by its path or by its token. */
  @ParameterizedTest
  @ValueSource(strings = {LOGIN + "/subscribed_apps", "me/subscribed_apps", "178001/comments"})
  void anotherCallWithATokenInItsFormGoesToInstagramsHostOnly(String path) {
    String form = "subscribed_fields=messages&access_token=" + LOGIN_TOKEN;

    Answer answer = post("/v25.0/" + path, FORM, form);

    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    assertThat(instagram.calls()).containsExactly(new Call("POST", "/v25.0/" + path, "", form));
    assertThat(facebook.calls()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {LOGIN + "/subscribed_apps", "me/subscribed_apps", "178001/comments"})
  void anotherCallWithATokenInItsJsonGoesToInstagramsHostOnly(String path) {
    String json = "{\"fields\":{\"access_token\":\"x\"},\"access_token\":\"" + LOGIN_TOKEN + "\"}";

    Answer answer = post("/v25.0/" + path, "application/json", json);

    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    assertThat(instagram.calls()).containsExactly(new Call("POST", "/v25.0/" + path, "", json));
    assertThat(facebook.calls()).isEmpty();
  }

  /** What is no send: a batch, and an attachment that says to whom. */
  @ParameterizedTest
  @CsvSource({
    LOGIN_TOKEN + ", IGApiException, OAuthException",
    TOKEN + ", OAuthException, IGApiException"
  })
  void anotherCallIsRefusedInTheWordsOfWhoseTokenItIs(String token, String has, String hasNot) {
    String to = "/v25.0/me/message_attachments";
    String json = "application/json";
    String[] bearer = {"Authorization", "Bearer " + token};
    for (Answer refused :
        List.of(
            post("/v25.0/me/conversations?batch=%5B%5D&access_token=" + token, json, "{}"),
            post(to, json, "{\"recipient\":{}}", bearer),
            post(to, json, "{\"recipient\":{},\"access_token\":\"" + token + "\"}"),
            post(to, json, "{", bearer),
            post(to, FORM, "recipient=%7B%7D&access_token=" + token),
            post(to, "multipart/mixed; boundary=x", "--x\r\nname=batch\r\n\r\n--x--", bearer),
            post("/v25.0/me/feed", "multipart/mixed; boundary=x", "--x--", bearer))) {
      assertThat(refused.status()).as(refused.text()).isEqualTo(400);
      assertThat(refused.text()).contains(has).doesNotContain(hasNot);
    }
    String override = "{\"override_callback_uri\":\"https://elsewhere.example\"}";
    Answer moved = post("/v25.0/me/subscribed_apps", json, override, bearer);
    assertThat(moved.header("Sallyport-Reason")).isEqualTo("webhook_override");
    assertThat(moved.status()).isEqualTo(403);
    assertThat(moved.text()).contains(has).doesNotContain(hasNot);
    assertThat(facebook.calls()).isEmpty();
    assertThat(instagram.calls()).isEmpty();
  }

  /** Whichever of two tokens Graph reads, the other is not told to it. */
  @Test
  void aFormWithAnotherTokenThanTheRequestGoesNowhere() {
    Answer refused =
        post("/v25.0/me/messages", FORM, sendWith(LOGIN_TOKEN), "Authorization", "Bearer " + TOKEN);

    assertThat(refused.status()).isEqualTo(400);
    assertThat(facebook.calls()).isEmpty();
    assertThat(instagram.calls()).isEmpty();
  }

  /** Whose token it is is known before whether it may go. */
  @ParameterizedTest
  @CsvSource({
    LOGIN_TOKEN + ", IGApiException, OAuthException",
    TOKEN + ", OAuthException, IGApiException"
  })
  void aRefusalHasTheWordsOfWhoseTokenItIs(String token, String has, String hasNot) {
    for (Answer refused :
        List.of(
            post(
                "/v25.0/me/messages?method=delete&access_token=" + token, "application/json", "{}"),
            post("/v25.0/me/messages", FORM, sendWith(token) + "&method=delete"))) {
      assertThat(refused.status()).as(refused.text()).isEqualTo(400);
      assertThat(refused.text()).contains(has).doesNotContain(hasNot);
    }
    assertThat(facebook.calls()).isEmpty();
    assertThat(instagram.calls()).isEmpty();
  }
}
