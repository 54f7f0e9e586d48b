package io.sallyport.gateway;

import io.sallyport.policy.Reason;
import io.sallyport.policy.Refusal;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/**
 * The answer to an import: one JSON object that grows while lines are still being read. Its status
 * is 200 once it has begun, whatever comes then.
 */
final class ImportAnswer {

  /** Errors told one by one; a file of nothing else must not fill the memory. */
  private static final int MOST_ERRORS = 1000;

  private final HttpServerResponse response;
  private final JsonArray errors = new JsonArray();
  private long omitted;
  private boolean begun;

  ImportAnswer(HttpServerResponse response) {
    this.response = response;
  }

  void error(long line, String why) {
    if (errors.size() < MOST_ERRORS) {
      errors.add(new JsonObject().put("line", line).put("error", why));
    } else {
      omitted++;
    }
  }

  long errors() {
    return errors.size() + omitted;
  }

  /** Lines up to this one are imported, or are errors. */
  void progress(long line, long imported) {
    // Who does not read before all is written gets less of it, lest it pile up.
    if (response.writeQueueFull()) {
      return;
    }
    String item = new JsonObject().put("line", line).put("imported", imported).encode();
    if (begun) {
      response.write(",\n" + item);
    } else {
      begun = true;
      head(200).setChunked(true).write(start() + item);
    }
  }

  void end(long imported) {
    finish(200, rest(imported));
  }

  /**
   * The store failed.
   *
   * @param line the first that may not have been stored
   */
  void stop(long imported, long line) {
    String details =
        "The gateway's store did not answer. Lines before line "
            + line
            + " are imported, or are among the errors. Import again, from that line or from the"
            + " first: a line imported twice does no harm.";
    Refusal refusal = Refusal.of(Reason.UNDECIDED, details);
    JsonObject error = GraphErrors.body(refusal, GraphErrors.newId()).toJsonObject();
    finish(Reason.UNDECIDED.status(), rest(imported).put("stopped_at_line", line).mergeIn(error));
  }

  private JsonObject rest(long imported) {
    JsonObject rest = new JsonObject().put("imported", imported).put("errors", errors);
    return omitted == 0 ? rest : rest.put("errors_omitted", omitted);
  }

  private void finish(int status, JsonObject rest) {
    String end = "]," + rest.encode().substring(1) + "\n";
    if (begun) {
      response.end(end);
      return;
    }
    if (status == Reason.UNDECIDED.status()) {
      response.putHeader(HttpHeaders.RETRY_AFTER, GraphErrors.RETRY_SOON);
    }
    head(status).end(start() + end);
  }

  private HttpServerResponse head(int status) {
    return response
        .setStatusCode(status)
        .putHeader(HttpHeaders.CONTENT_TYPE, "application/json; charset=UTF-8");
  }

  private static String start() {
    return "{\"progress\":[";
  }
}
