package io.sallyport.connector.kommo;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.sallyport.config.SallyportConfig;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/** Signed calls of Kommo's Chats API. */
@Singleton
final class AmojoClient {

  /** Below it are the calls of channels. */
  static final String ROOT = "/v2/origin/custom/";

  /** Stands for 404 to a call about an earlier message, which Kommo may not know yet. */
  static final int MESSAGE_MISSING = -404;

  private static final int NOT_FOUND = 404;
  private static final int CONNECT_TIMEOUT = 2000;
  private static final int MAX_CONNECTIONS = 64;
  private static final int KEEP_ALIVE_SECONDS = 15;
  private static final String JSON = "application/json";

  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss '+0000'", Locale.US)
          .withZone(ZoneOffset.UTC);

  private final HttpClient client;
  private final URI url;
  private final long timeout;

  AmojoClient(Vertx vertx, SallyportConfig config) {
    this.url = config.kommo().amojoUrl();
    this.timeout = config.relay().timeout().toMillis();
    this.client =
        vertx.createHttpClient(
            new HttpClientOptions()
                .setConnectTimeout(CONNECT_TIMEOUT)
                .setKeepAliveTimeout(KEEP_ALIVE_SECONDS)
                .setMaxPoolSize(MAX_CONNECTIONS));
  }

  /**
   * Calls once.
   *
   * @param path below {@link #ROOT}
   * @return the answer's status; fails when there is none
   */
  Future<Integer> call(KommoAccount account, HttpMethod method, String path, JsonNode content) {
    byte[] body = content.toString().getBytes(UTF_8);
    String signed = ROOT + path;
    RequestOptions options =
        new RequestOptions()
            .setMethod(method)
            .setAbsoluteURI(url.resolve(signed).toString())
            .setFollowRedirects(false);
    AtomicBoolean isOver = new AtomicBoolean();
    return client
        .request(options)
        .compose(
            request -> {
              if (isOver.get()) {
                // Somebody was told that there is no answer: it is tried again, perhaps already.
                var unused = request.reset();
                return Future.failedFuture(new TimeoutException());
              }
              return answer(signed(request, account, signed, body), body)
                  .onFailure(failure -> request.reset());
            })
        .timeout(timeout, TimeUnit.MILLISECONDS)
        .onFailure(failure -> isOver.set(true));
  }

  /** Calls once about an earlier message: the answer's status, or {@link #MESSAGE_MISSING}. */
  Future<Integer> aboutMessage(KommoAccount account, String path, JsonNode content) {
    return call(account, HttpMethod.POST, path, content)
        .map(status -> status == NOT_FOUND ? MESSAGE_MISSING : status);
  }

  private static HttpClientRequest signed(
      HttpClientRequest request, KommoAccount account, String path, byte[] body) {
    String date = DATE.format(Instant.now());
    String md5 = KommoSignature.md5(body);
    String method = request.getMethod().name();
    return request
        .putHeader("Date", date)
        .putHeader("Content-Type", JSON)
        .putHeader("Content-MD5", md5)
        .putHeader(
            "X-Signature",
            KommoSignature.ofCall(account.secret().get(), method, md5, JSON, date, path));
  }

  private static Future<Integer> answer(HttpClientRequest request, byte[] body) {
    // The body is read to its end so that the connection can be reused.
    return request
        .send(Buffer.buffer(body))
        .compose(response -> response.end().map(response.statusCode()));
  }
}
