package io.sallyport.http.importing;

import io.vertx.core.buffer.Buffer;

/**
 * Splits a stream of buffers into lines. A line is copied once, when it is complete; a line that is
 * too long is not kept. Lines end with LF or CRLF, the last one also with the stream. A byte-order
 * mark before the first line is dropped. Blank lines are counted but not passed on.
 */
final class NdjsonLines {

  /** Receives the lines, numbered from 1. */
  interface Sink {

    /** A line that is not blank, without its line end. */
    void line(long number, byte[] content);

    /** A line that is too long. */
    void tooLong(long number);
  }

  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  /** Bytes a line may have besides its content: a byte-order mark and a CR. */
  private static final int BESIDES = BYTE_ORDER_MARK.length + 1;

  private final int longest;
  private final Sink sink;

  /** The beginning of a line whose end has not arrived yet. */
  private Buffer held = Buffer.buffer();

  /** Whether the current line is already too long; its rest is skipped. */
  private boolean skipping;

  private long count;

  /**
   * @param longest most bytes of a line's content
   */
  NdjsonLines(int longest, Sink sink) {
    this.longest = longest;
    this.sink = sink;
  }

  /** Lines that have ended, blank ones too. */
  long count() {
    return count;
  }

  /** Bytes kept of a line whose end has not arrived. */
  int held() {
    return held.length();
  }

  void add(Buffer chunk) {
    int from = 0;
    for (int at = 0; at < chunk.length(); at++) {
      if (chunk.getByte(at) == '\n') {
        ended(chunk, from, at);
        from = at + 1;
      }
    }
    hold(chunk, from);
  }

  /** The stream ended. */
  void end() {
    if (skipping || held.length() > 0) {
      ended(Buffer.buffer(), 0, 0);
    }
  }

  private void hold(Buffer chunk, int from) {
    if (isTooLong(chunk.length() - from)) {
      skipping = true;
      held = Buffer.buffer();
    } else if (!skipping && from < chunk.length()) {
      held.appendBuffer(chunk, from, chunk.length() - from);
    }
  }

  private boolean isTooLong(int more) {
    return held.length() + more > longest + BESIDES;
  }

  private void ended(Buffer chunk, int from, int to) {
    count++;
    if (skipping || isTooLong(to - from)) {
      sink.tooLong(count);
    } else if (held.length() == 0) {
      tell(chunk, from, to);
    } else {
      held.appendBuffer(chunk, from, to - from);
      tell(held, 0, held.length());
    }
    skipping = false;
    if (held.length() > 0) {
      held = Buffer.buffer();
    }
  }

  private void tell(Buffer in, int from, int to) {
    int start = count == 1 && isMarked(in, from, to) ? from + BYTE_ORDER_MARK.length : from;
    int stop = to > start && in.getByte(to - 1) == '\r' ? to - 1 : to;
    if (stop - start > longest) {
      sink.tooLong(count);
    } else if (!isBlank(in, start, stop)) {
      sink.line(count, in.getBytes(start, stop));
    }
  }

  private static boolean isMarked(Buffer in, int from, int to) {
    for (int i = 0; i < BYTE_ORDER_MARK.length; i++) {
      if (from + i >= to || in.getByte(from + i) != BYTE_ORDER_MARK[i]) {
        return false;
      }
    }
    return true;
  }

  private static boolean isBlank(Buffer in, int from, int to) {
    for (int at = from; at < to; at++) {
      byte character = in.getByte(at);
      if (character != ' ' && character != '\t' && character != '\r') {
        return false;
      }
    }
    return true;
  }
}
