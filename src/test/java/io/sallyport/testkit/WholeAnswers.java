package io.sallyport.testkit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads everything that came over a connection as answers of which none is cut short. */
public final class WholeAnswers {

  /** Netty answers in the protocol it was asked in, be it one of its caller's invention. */
  private static final Pattern HEAD =
      Pattern.compile("[^ \r\n]+ (\\d{3}) [^\r\n]*\r\n((?:[^\r\n]+\r\n)*)\r\n");

  private static final Pattern LENGTH =
      Pattern.compile("^content-length: *(\\d+)\r$", Pattern.CASE_INSENSITIVE | Pattern.MULTILINE);
  private static final Pattern CHUNKED =
      Pattern.compile(
          "^transfer-encoding: *chunked\r$", Pattern.CASE_INSENSITIVE | Pattern.MULTILINE);

  private final String text;
  private final List<Integer> statuses = new ArrayList<>();
  private int at;

  private WholeAnswers(byte[] bytes) {
    this.text = new String(bytes, ISO_8859_1);
  }

  /** Their statuses; fails when they are not whole. */
  public static List<Integer> statuses(byte[] bytes) {
    WholeAnswers answers = new WholeAnswers(bytes);
    while (answers.at < answers.text.length()) {
      answers.next();
    }
    return answers.statuses;
  }

  private void next() {
    Matcher head = HEAD.matcher(text).region(at, text.length());
    if (!head.lookingAt()) {
      throw new AssertionError("No head at " + at + " of " + text);
    }
    at = head.end();
    int status = Integer.parseInt(head.group(1));
    statuses.add(status);
    Matcher length = LENGTH.matcher(head.group(2));
    if (CHUNKED.matcher(head.group(2)).find()) {
      chunks();
    } else if (length.find()) {
      skip(Integer.parseInt(length.group(1)));
    } else if (status >= 200 && status != 204 && status != 304) {
      at = text.length();
    }
  }

  private void chunks() {
    int size;
    do {
      int end = text.indexOf("\r\n", at);
      if (end < 0) {
        throw new AssertionError("A chunk is missing at " + at + " of " + text);
      }
      size = Integer.parseInt(text.substring(at, end), 16);
      skip(end + 2 - at + size + 2);
    } while (size > 0);
  }

  private void skip(int bytes) {
    at += bytes;
    if (at > text.length()) {
      throw new AssertionError("Cut short by " + (at - text.length()) + ": " + text);
    }
  }
}
