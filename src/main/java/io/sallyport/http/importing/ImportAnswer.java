package io.sallyport.http.importing;

import io.sallyport.audit.RefusalId;
import io.sallyport.http.GraphErrors;
import io.sallyport.rule.Reason;
import io.sallyport.rule.Refusal;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/**
 * The answer to an import: one JSON object that is written while lines are still being read. Once
 * it has begun its status is 200, even if the store fails later.
 */
final class ImportAnswer {

  /** Most errors listed; bounded, so that a file full of them does not fill the memory. */
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
    // Skipped while the sender is not reading, so that progress does not pile up in memory.
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
    JsonObject error = GraphErrors.body(refusal, RefusalId.next()).toJsonObject();
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
        .putHeader(HttpHeaders.CONTENT_TYPE, GraphErrors.CONTENT_TYPE);
  }

  private static String start() {
    return "{\"progress\":[";
  }
}
