package io.sallyport.redis.core;

import io.sallyport.redis.core.Head.Names;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Answers that a script gives by name, as the lists that Redis sends. */
final class AnswerLists {

  private static final Pattern BY_NAME = Pattern.compile("(?<![.\\w])(answer(?:_\\w+)?)\\(\\{");
  private static final Pattern ONE = Pattern.compile("\\s*(\\w+) = (.*)", Pattern.DOTALL);

  private AnswerLists() {}

  /** {@code answer({name = value})} as a list in the order of that form's names. */
  static String inPlace(String text, Map<String, Names> forms) {
    String left = text;
    Matcher found = BY_NAME.matcher(left);
    while (found.find()) {
      Names names = forms.getOrDefault(found.group(1), Names.NONE);
      Table table = new Table(left, found.end());
      left =
          left.substring(0, found.start())
              + list(names, table.values)
              + left.substring(table.end + 1);
      found = BY_NAME.matcher(left);
    }
    return left;
  }

  /** Whether a script calls it with a table that it has. */
  static boolean isCalled(String form, String text) {
    return Pattern.compile("(?<![.\\w])" + form + "\\(").matcher(text).find();
  }

  /** Those that are left out are the last ones, or nil. */
  private static String list(Names names, Map<String, String> values) {
    StringBuilder list = new StringBuilder("{");
    int put = 1;
    for (String name : names.all()) {
      String value = values.remove(name);
      list.append(list.length() == 1 ? "" : ", ").append(value == null ? "nil" : value);
      if (value != null) {
        put = list.length();
      }
    }
    if (!values.isEmpty()) {
      throw new IllegalArgumentException(values.keySet() + " are none of " + names.all());
    }
    list.setLength(put);
    return list + "}";
  }

  /** A table's values by name, as they are written. */
  private static final class Table {

    private final Map<String, String> values = new HashMap<>();
    private final int end;

    /** From after its brace on. */
    Table(String text, int from) {
      int depth = 0;
      int start = from;
      int at = from;
      for (boolean open = true; open; at++) {
        char next = text.charAt(at);
        open = depth > 0 || next != '}';
        if (next == '\'') {
          at = text.indexOf('\'', at + 1);
        } else if (depth == 0 && (next == ',' || next == '}')) {
          put(text.substring(start, at));
          start = at + 1;
        } else if (next == '(' || next == '{' || next == '[') {
          depth++;
        } else if (next == ')' || next == '}' || next == ']') {
          depth--;
        }
      }
      this.end = text.indexOf(')', at);
    }

    private void put(String one) {
      if (one.isBlank()) {
        return;
      }
      Matcher named = ONE.matcher(one);
      if (!named.matches()) {
        throw new IllegalArgumentException("no name: " + one);
      }
      values.put(named.group(1), named.group(2).strip());
    }
  }
}
