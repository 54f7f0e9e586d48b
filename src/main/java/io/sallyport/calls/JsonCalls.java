package io.sallyport.calls;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Makes calls, each once; redirects are not followed. */
public final class JsonCalls {

  private static final int CONNECT_TIMEOUT = 2000;
  private static final int KEEP_ALIVE_SECONDS = 15;
  private static final int MOST_WAITING = 1000;

  /** A page of Kommo's templates has a tenth of it. */
  private static final int LONGEST_ANSWER = 4 << 20;

  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * An answer.
   *
   * @param body missing when it is no JSON
   */
  public record Answer(int status, JsonNode body) {

    public boolean isGood() {
      return status >= 200 && status < 300;
    }
  }

  private final HttpClient client;

  /**
   * Calls.
   *
   * @param atOnce most connections to one server
   */
  public JsonCalls(Vertx vertx, int atOnce) {
    this.client =
        vertx.createHttpClient(
            new HttpClientOptions()
                .setConnectTimeout(CONNECT_TIMEOUT)
                .setKeepAliveTimeout(KEEP_ALIVE_SECONDS)
                .setMaxWaitQueueSize(MOST_WAITING)
                .setMaxPoolSize(atOnce));
  }

  /**
   * Calls once.
   *
   * @param headers beside the body's type
   * @param body null for none
   * @param timeout of the whole call, the wait for a connection included
   * @return fails without a whole answer
   */
  public Future<Answer> call(
      HttpMethod method,
      String url,
      Map<String, String> headers,
      @Nullable JsonNode body,
      Duration timeout) {
    RequestOptions options =
        new RequestOptions().setMethod(method).setAbsoluteURI(url).setFollowRedirects(false);
    headers.forEach(options::putHeader);
    AtomicReference<@Nullable HttpClientRequest> begun = new AtomicReference<>();
    Promise<Answer> over = Promise.promise();
    client
        .request(options)
        .compose(
            request -> {
              begun.set(request);
              if (over.future().isComplete()) {
                request.reset();
              }
              return answer(request, body);
            })
        .onComplete(
            end -> {
              if (end.succeeded()) {
                over.tryComplete(end.result());
              } else {
                over.tryFail(end.cause());
              }
            });
    return over.future()
        .timeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
        .onFailure(
            failure -> {
              over.tryFail(failure);
              HttpClientRequest request = begun.get();
              if (request != null) {
                request.reset();
              }
            });
  }

  private static Future<Answer> answer(HttpClientRequest request, @Nullable JsonNode body) {
    Future<HttpClientResponse> sent =
        body == null
            ? request.send()
            : request
                .putHeader("Content-Type", "application/json")
                .send(Buffer.buffer(body.toString()));
    return sent.compose(JsonCalls::read);
  }

  private static Future<Answer> read(HttpClientResponse response) {
    Buffer body = Buffer.buffer();
    Promise<Answer> whole = Promise.promise();
    response.exceptionHandler(whole::tryFail);
    response.handler(
        part -> {
          if (body.length() + part.length() > LONGEST_ANSWER) {
            whole.tryFail(new IOException("the answer is too long"));
            response.request().reset();
          } else {
            body.appendBuffer(part);
          }
        });
    response.endHandler(
        end -> whole.tryComplete(new Answer(response.statusCode(), json(body.getBytes()))));
    return whole.future();
  }

  private static JsonNode json(byte[] body) {
    try {
      JsonNode json = JSON.readTree(body);
      return json == null ? MissingNode.getInstance() : json;
    } catch (IOException noJson) {
      return MissingNode.getInstance();
    }
  }
}
