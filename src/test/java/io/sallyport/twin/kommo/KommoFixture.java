package io.sallyport.twin.kommo;

import io.sallyport.twin.kommo.chats.Account;
import io.sallyport.twin.kommo.chats.ChatMessage;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A Kommo twin with the seed, a channel that takes its hooks, and a client that signs. */
public abstract class KommoFixture {
  protected static final Account NORTH = KommoSeed.NORTH;
  protected static final String CHANNEL = KommoSeed.CHANNEL.id();
  protected static final String SCOPE = CHANNEL + "_" + NORTH.amojoId();
  protected static final String ROOT = "/v2/origin/custom/";
  protected static final String PHONE = "15550101234";
  protected static final String CONVERSATION = "n1-15550101234";

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  protected HookReceiver channel;
  protected KommoTwin twin;

  @BeforeEach
  void start() throws IOException {
    channel = new HookReceiver();
    twin = KommoTwin.start(options().withHookUrl(channel.url()));
  }

  @AfterEach
  void stop() {
    twin.close();
    channel.close();
  }

  protected KommoOptions options() {
    return KommoSeed.options().withPatience(Duration.ofMillis(700));
  }

  /** A request to the Chats API whose every header can be changed before it is sent. */
  protected final class Signed {
    private final String method;
    private final String path;
    private final String body;
    private String query = "";
    private String date =
        DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss +0000", Locale.ENGLISH)
            .format(Instant.now().atZone(ZoneOffset.UTC));
    private String type = "application/json";
    private String secret = KommoSeed.CHANNEL.secret();
    private String md5;
    private String signature;

    private Signed(String method, String path, String body) {
      this.method = method;
      this.path = path;
      this.body = body;
    }

    public Signed query(String to) {
      query = to;
      return this;
    }

    public Signed date(String to) {
      date = to;
      return this;
    }

    public Signed type(String to) {
      type = to;
      return this;
    }

    public Signed secret(String to) {
      secret = to;
      return this;
    }

    public Signed md5(String to) {
      md5 = to;
      return this;
    }

    public Signed signature(String to) {
      signature = to;
      return this;
    }

    public String signature() {
      String sum = md5 == null ? hex(digest(body)) : md5;
      return hex(hmac(secret, String.join("\n", method, sum, type, date, path)));
    }

    public HttpResponse<String> send() {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(URI.create(twin.url() + path + query))
              .timeout(Duration.ofSeconds(2))
              .method(method, HttpRequest.BodyPublishers.ofString(body));
      header(request, "Date", date);
      header(request, "Content-Type", type);
      header(request, "Content-MD5", md5 == null ? hex(digest(body)) : md5);
      header(request, "X-Signature", signature == null ? signature() : signature);
      return call(request);
    }

    private void header(HttpRequest.Builder request, String name, String value) {
      if (!value.isEmpty()) {
        request.header(name, value);
      }
    }
  }

  protected Signed signed(String method, String path, String body) {
    return new Signed(method, ROOT + path, body);
  }

  protected HttpResponse<String> post(String path, JsonObject body) {
    return signed("POST", path, body.encode()).send();
  }

  protected HttpResponse<String> connect() {
    return post(
        CHANNEL + "/connect",
        JsonObject.of("account_id", NORTH.amojoId(), "hook_api_version", "v2"));
  }

  protected HttpResponse<String> send(JsonObject payload) {
    return post(SCOPE, JsonObject.of("event_type", "new_message", "payload", payload));
  }

  protected HttpResponse<String> edit(JsonObject payload) {
    return post(SCOPE, JsonObject.of("event_type", "edit_message", "payload", payload));
  }

  /** Kommo's id of the message, which the customer wrote. */
  protected String receive(String msgid, String text) {
    return idOf(send(inbound(msgid, JsonObject.of("type", "text", "text", text))));
  }

  protected static JsonObject inbound(String msgid, JsonObject message) {
    long now = System.currentTimeMillis();
    return JsonObject.of(
        "timestamp", now / 1000,
        "msec_timestamp", now,
        "msgid", msgid,
        "conversation_id", CONVERSATION,
        "sender", client(),
        "message", message,
        "silent", false);
  }

  protected static JsonObject client() {
    return JsonObject.of(
        "id", PHONE, "name", "Ines", "profile", JsonObject.of("phone", "+" + PHONE));
  }

  /** An echo of the phone. */
  protected static JsonObject echo(String msgid, String text) {
    JsonObject message = JsonObject.of("type", "text", "text", text);
    JsonObject bot =
        JsonObject.of("id", "phone", "name", "Phone", "ref_id", KommoSeed.CHANNEL.botId());
    return inbound(msgid, message).put("sender", bot).put("receiver", client()).put("silent", true);
  }

  protected JsonObject write(String who, JsonObject order) {
    return twin.write(NORTH, who, order).join();
  }

  protected JsonObject write(String text) {
    return write(PHONE, JsonObject.of("text", text));
  }

  protected ChatMessage message(String id) {
    return twin.message(id).orElseThrow();
  }

  protected static String idOf(HttpResponse<String> response) {
    return json(response).getJsonObject("new_message").getString("msgid");
  }

  protected static JsonObject json(HttpResponse<String> response) {
    return new JsonObject(response.body());
  }

  protected static JsonArray array(HttpResponse<String> response) {
    return new JsonArray(response.body());
  }

  /** A call of the control API. */
  protected HttpResponse<String> control(String method, String path, JsonObject body) {
    return call(
        HttpRequest.newBuilder(URI.create(twin.url() + "/twin" + path))
            .method(method, HttpRequest.BodyPublishers.ofString(body.encode())));
  }

  protected HttpResponse<String> control(String path) {
    return call(HttpRequest.newBuilder(URI.create(twin.url() + "/twin" + path)));
  }

  protected HttpResponse<String> rest(String method, String path, String body) {
    return call(
        HttpRequest.newBuilder(URI.create(twin.url() + "/api/v4" + path))
            .header("Authorization", "Bearer " + NORTH.apiToken())
            .header("Content-Type", "application/json")
            .method(method, HttpRequest.BodyPublishers.ofString(body)));
  }

  protected HttpResponse<String> call(HttpRequest.Builder request) {
    try {
      return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  protected static void soon(org.awaitility.core.ThrowingRunnable check) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(5))
        .pollInterval(Duration.ofMillis(10))
        .untilAsserted(check);
  }

  protected static byte[] digest(String body) {
    try {
      return MessageDigest.getInstance("MD5").digest(body.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  protected static byte[] hmac(String secret, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA1");
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  protected static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
