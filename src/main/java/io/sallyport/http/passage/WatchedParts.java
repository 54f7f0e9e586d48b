package io.sallyport.http.passage;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Watches a multipart body while it is streamed, and stops it at a part with a refused name. What
 * was forwarded until then is an unfinished request, on which Meta does not act.
 */
final class WatchedParts implements ReadStream<Buffer> {

  /** Ways to make Graph read another call. */
  static final Pattern OVERRIDE = named("batch|_?method|ids");

  /** Where the gateway adds the token, a part may not be one either. */
  static final Pattern OVERRIDE_OR_TOKEN = named("batch|_?method|ids|access_token|appsecret_proof");

  /** Of an attachment: with it, it is a message. */
  static final Pattern RECIPIENT = named("recipient");

  /** See {@link WebhookOverrides}; a part's value is not read. */
  static final Pattern WEBHOOK_OVERRIDE =
      named("override[_. \\[]callback[_. \\[]uri|webhook[_. \\[]configuration");

  /** Longer than any spelling of such a name. */
  private static final int OVERLAP = 128;

  private final ReadStream<Buffer> body;
  private final Pattern refused;
  private final Runnable brokenOff;
  private String end = "";
  private boolean stopped;

  /**
   * Watches a body.
   *
   * @param refused finds the name of a part that does not pass
   * @param brokenOff called once, instead of what would have come next
   */
  WatchedParts(ReadStream<Buffer> body, Pattern refused, Runnable brokenOff) {
    this.body = body;
    this.refused = refused;
    this.brokenOff = brokenOff;
  }

  private static Pattern named(String names) {
    return Pattern.compile(
        "name\\*?\\s*=\\s*(?:\"|'|[a-z0-9-]+'[a-z-]*')?\\s*(?:" + names + ")\\b",
        Pattern.CASE_INSENSITIVE);
  }

  private void pass(Buffer chunk, Handler<Buffer> to) {
    if (stopped) {
      return;
    }
    String seen = end + chunk.toString(StandardCharsets.ISO_8859_1);
    if (refused.matcher(seen).find()) {
      stopped = true;
      brokenOff.run();
      return;
    }
    end = seen.substring(Math.max(0, seen.length() - OVERLAP));
    to.handle(chunk);
  }

  @Override
  public ReadStream<Buffer> handler(@Nullable Handler<Buffer> handler) {
    body.handler(handler == null ? null : chunk -> pass(chunk, handler));
    return this;
  }

  @Override
  public ReadStream<Buffer> exceptionHandler(@Nullable Handler<Throwable> handler) {
    body.exceptionHandler(handler);
    return this;
  }

  @Override
  public ReadStream<Buffer> endHandler(@Nullable Handler<Void> handler) {
    body.endHandler(
        handler == null
            ? null
            : done -> {
              if (!stopped) {
                handler.handle(null);
              }
            });
    return this;
  }

  @Override
  public ReadStream<Buffer> pause() {
    body.pause();
    return this;
  }

  @Override
  public ReadStream<Buffer> resume() {
    body.resume();
    return this;
  }

  @Override
  public ReadStream<Buffer> fetch(long amount) {
    body.fetch(amount);
    return this;
  }
}
