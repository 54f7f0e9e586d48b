package io.sallyport.monitoring;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The words of a PromQL expression, one after the other. */
final class PromTokens {

  private static final Pattern TOKEN =
      Pattern.compile(
          "\\s*(?:(?<string>\"(?:[^\"\\\\]|\\\\.)*\"|'(?:[^'\\\\]|\\\\.)*')"
              + "|(?<duration>\\d+(?:ms|[smhdwy]))"
              + "|(?<number>\\d+(?:\\.\\d+)?)"
              + "|(?<word>[a-zA-Z_:][a-zA-Z0-9_:]*)"
              + "|(?<sign>=~|!~|==|!=|>=|<=|[-+*/%^=<>(){}\\[\\],:]))");

  private final String expression;
  private final List<String> tokens = new ArrayList<>();
  private int next;

  PromTokens(String expression) {
    this.expression = expression;
    Matcher token = TOKEN.matcher(expression);
    int end = 0;
    while (end < expression.stripTrailing().length()) {
      if (!token.find(end) || token.start() != end) {
        throw new AssertionError("no PromQL at " + end + " of: " + expression);
      }
      tokens.add(token.group().strip());
      end = token.end();
    }
  }

  /** The next one; empty at the end. */
  String peek() {
    return next < tokens.size() ? tokens.get(next) : "";
  }

  String take() {
    String token = peek();
    next++;
    return token;
  }

  boolean takeIf(String token) {
    boolean there = peek().equals(token);
    next += there ? 1 : 0;
    return there;
  }

  void expect(String token) {
    String found = take();
    if (!found.equals(token)) {
      throw wrong("`" + token + "` expected, not `" + found + "`");
    }
  }

  AssertionError wrong(String what) {
    return new AssertionError(what + " in: " + expression);
  }
}
