package io.sallyport.meta;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.sallyport.config.SallyportConfig;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** Files at Meta's: where one is, and another put there as it comes in. */
@Singleton
public final class GraphMedia {

  private static final ObjectMapper JSON = new ObjectMapper();

  private static final long UNKNOWN = -1;

  private final GraphClient graph;
  private final String version;
  private final long readTimeout;

  GraphMedia(GraphClient graph, SallyportConfig config) {
    this.graph = graph;
    this.version = config.graph().version();
    this.readTimeout = config.graph().readTimeout().toMillis();
  }

  /**
   * Where a file is.
   *
   * @param url works for minutes, with the token (platform-facts.md#media-addresses)
   * @param size in bytes; 0 when Meta does not say
   */
  public record Place(String url, long size) {}

  /**
   * A file that comes in.
   *
   * @param content paused
   * @param largest that is taken, bytes
   */
  public record Source(HttpClientResponse content, String mimeType, String fileName, long largest) {

    /** Negative when it is not known before the end. */
    long length() {
      String told = content.getHeader(HttpHeaders.CONTENT_LENGTH);
      return told != null && told.matches("[0-9]{1,15}") ? Long.parseLong(told) : UNKNOWN;
    }
  }

  /** Meta's answer was not 2xx. */
  public static final class Refused extends Exception {
    private static final long serialVersionUID = 1L;
    private final int status;
    private final transient JsonNode body;

    Refused(int status, JsonNode body) {
      super("HTTP " + status, null, false, false);
      this.status = status;
      this.body = body;
    }

    /** Whether another try may end otherwise. */
    public boolean isForAWhile() {
      return status == 429 || status >= 500;
    }

    /** Meta's error; missing without one. */
    public JsonNode body() {
      return body.path("error");
    }
  }

  /** The file is larger than is taken. */
  public static final class TooLarge extends Exception {
    private static final long serialVersionUID = 1L;

    TooLarge() {
      super("too large", null, false, false);
    }
  }

  /** Where a file is; fails with {@link Refused}, or without an answer. */
  public Future<Place> find(String mediaId, String phoneNumberId, String token) {
    String target = "/" + version + "/" + mediaId + "?phone_number_id=" + phoneNumberId;
    return graph
        .request(HttpMethod.GET, target)
        .compose(
            request ->
                request
                    .putHeader(HttpHeaders.AUTHORIZATION, "Bearer " + token)
                    .send()
                    .compose(GraphMedia::read)
                    .timeout(readTimeout, TimeUnit.MILLISECONDS)
                    .onFailure(failure -> request.reset()))
        .map(found -> new Place(found.path("url").asText(""), found.path("file_size").asLong()));
  }

  /**
   * Puts a file at Meta's.
   *
   * @return its id; fails with {@link Refused} or {@link TooLarge}, or without an answer
   */
  public Future<String> upload(String phoneNumberId, String token, Source file) {
    if (file.length() > file.largest()) {
      var unused = file.content().request().reset();
      return Future.failedFuture(new TooLarge());
    }
    return graph
        .request(HttpMethod.POST, "/" + version + "/" + phoneNumberId + "/media")
        .compose(
            request -> {
              request.putHeader(HttpHeaders.AUTHORIZATION, "Bearer " + token);
              request.idleTimeout(readTimeout);
              return sent(request, file).onFailure(failure -> request.reset());
            })
        .onFailure(failure -> file.content().request().reset())
        .map(answer -> answer.path("id").asText(""));
  }

  private static Future<JsonNode> sent(HttpClientRequest request, Source file) {
    String boundary = "sallyport-" + UUID.randomUUID();
    Buffer before = before(boundary, file);
    Buffer after = Buffer.buffer("\r\n--" + boundary + "--\r\n");
    request.putHeader(HttpHeaders.CONTENT_TYPE, "multipart/form-data; boundary=" + boundary);
    if (file.length() == UNKNOWN) {
      request.setChunked(true);
    } else {
      long all = before.length() + file.length() + after.length();
      request.putHeader(HttpHeaders.CONTENT_LENGTH, Long.toString(all));
    }
    Future<HttpClientResponse> answer = request.response();
    return request
        .write(before)
        .compose(begun -> copy(file, request))
        .compose(copied -> request.end(after))
        .compose(ended -> answer)
        .compose(GraphMedia::read);
  }

  private static Buffer before(String boundary, Source file) {
    String type = file.mimeType().replaceAll("[\\r\\n]", "");
    String name = file.fileName().replaceAll("[\\r\\n\"\\\\]", "_");
    return Buffer.buffer()
        .appendString(field(boundary, "messaging_product", "whatsapp"))
        .appendString(field(boundary, "type", type))
        .appendString("--" + boundary + "\r\nContent-Disposition: form-data; name=\"file\"; ")
        .appendString("filename=\"" + name + "\"\r\nContent-Type: " + type + "\r\n\r\n");
  }

  private static String field(String boundary, String name, String value) {
    return "--"
        + boundary
        + "\r\nContent-Disposition: form-data; name=\""
        + name
        + "\"\r\n\r\n"
        + value
        + "\r\n";
  }

  private static Future<Void> copy(Source file, HttpClientRequest to) {
    Promise<Void> copied = Promise.promise();
    HttpClientResponse from = file.content();
    long[] room = {file.largest()};
    from.exceptionHandler(copied::tryFail);
    to.exceptionHandler(copied::tryFail);
    from.endHandler(end -> copied.tryComplete());
    from.handler(
        part -> {
          room[0] -= part.length();
          if (room[0] < 0) {
            copied.tryFail(new TooLarge());
            return;
          }
          var unused = to.write(part);
          if (to.writeQueueFull()) {
            from.pause();
            to.drainHandler(drained -> from.resume());
          }
        });
    from.resume();
    return copied.future();
  }

  private static Future<JsonNode> read(HttpClientResponse answer) {
    return answer
        .body()
        .compose(
            body -> {
              JsonNode json = json(body);
              int status = answer.statusCode();
              return status >= 200 && status < 300
                  ? Future.succeededFuture(json)
                  : Future.failedFuture(new Refused(status, json));
            });
  }

  private static JsonNode json(Buffer body) {
    try {
      JsonNode read = JSON.readTree(body.getBytes());
      return read == null ? MissingNode.getInstance() : read;
    } catch (IOException noJson) {
      return MissingNode.getInstance();
    }
  }
}
