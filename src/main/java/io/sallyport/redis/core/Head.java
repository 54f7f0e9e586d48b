package io.sallyport.redis.core;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What the comment at the head of a script lists: its keys, its arguments and its answer, by name
 * and in their order. The script reads them by these names, and so does Java.
 *
 * <p>A line {@code -- key.contact the contact's record} stands for the next key, {@code --
 * arg.name} for the next argument; one whose name ends with {@code ?} may be left out. What is
 * given any number of times comes last: {@code -- each_key.names}, {@code -- each_arg.field}. A
 * line {@code -- answer.window} stands for the next element of the answer, or of one of its forms
 * or parts: {@code -- answer_entry.place}.
 */
public final class Head {

  private static final Pattern LINES = Pattern.compile("\\A(?:--.*\n)+");
  private static final Pattern NAME =
      Pattern.compile("(?m)^-- (key|arg|each_key|each_arg|answer(?:_\\w+)?)\\.(\\w+\\??)(?=\\s)");

  private final Map<String, Names> all;

  private Head(Map<String, Names> all) {
    this.all = all;
  }

  static Head of(String text) {
    Matcher head = LINES.matcher(text);
    Map<String, List<String>> all = new LinkedHashMap<>();
    if (head.find()) {
      NAME.matcher(head.group())
          .results()
          .forEach(
              found ->
                  all.computeIfAbsent(found.group(1), table -> new ArrayList<>())
                      .add(found.group(2)));
    }
    return new Head(
        all.entrySet().stream()
            .collect(
                Collectors.toMap(
                    Map.Entry::getKey,
                    one -> new Names(one.getValue()),
                    (one, same) -> one,
                    LinkedHashMap::new)));
  }

  /** The names in one of its tables. */
  Names names(String table) {
    return all.getOrDefault(table, Names.NONE);
  }

  /** The same for the script: what defines the names before it. */
  public String lua() {
    StringBuilder lua = new StringBuilder();
    all.forEach((table, names) -> lua.append(lua(table, names)));
    if (!names("each_arg").isEmpty()) {
      lua.append(count("ARGV", names("arg"), names("each_arg")));
    } else if (!names("each_key").isEmpty()) {
      lua.append(count("KEYS", names("key"), names("each_key")));
    }
    return lua.toString();
  }

  private String lua(String table, Names names) {
    return switch (table) {
      case "key" -> "local key = " + given(names, "KEYS[") + "\n";
      case "arg" -> "local arg = " + given(names, "ARGV[") + "\n";
      case "each_key" -> each(table, names, "KEYS", names("key").size());
      case "each_arg" -> each(table, names, "ARGV", names("arg").size());
      default ->
          names.all().stream()
              .map(name -> "of." + name)
              .collect(
                  Collectors.joining(
                      ", ", "local function " + table + "(of)\n  return {", "}\nend\n"));
    };
  }

  private static String each(String table, Names names, String list, int before) {
    return ("local function " + table + "(i)\n")
        + ("  local all, at = " + list + ", " + before + " + (i - 1) * " + names.size() + "\n")
        + ("  return " + given(names, "all[at + ") + "\nend\n");
  }

  private static String given(Names names, String place) {
    return IntStream.range(0, names.size())
        .mapToObj(i -> names.all().get(i) + " = " + place + (i + 1) + "]")
        .collect(Collectors.joining(", ", "{", "}"));
  }

  private static String count(String list, Names before, Names each) {
    return "local each_count = (#" + list + " - " + before.size() + ") / " + each.size() + "\n";
  }

  /** Names in their order. */
  static final class Names {

    static final Names NONE = new Names(List.of());

    private final List<String> all;
    private final String[] inOrder;
    private final boolean[] optional;

    private Names(List<String> marked) {
      this.all = marked.stream().map(name -> name.replace("?", "").intern()).toList();
      this.inOrder = all.toArray(String[]::new);
      this.optional = new boolean[all.size()];
      for (int i = 0; i < optional.length; i++) {
        optional[i] = marked.get(i).endsWith("?");
      }
    }

    List<String> all() {
      return all;
    }

    int size() {
      return all.size();
    }

    boolean isEmpty() {
      return all.isEmpty();
    }

    boolean isOptional(int place) {
      return optional[place];
    }

    /** Names are written in Java, so that one is nearly always the very same string. */
    @SuppressWarnings("ReferenceEquality")
    int place(String name) {
      for (int i = 0; i < inOrder.length; i++) {
        if (inOrder[i] == name) {
          return i;
        }
      }
      int place = all.indexOf(name);
      if (place < 0) {
        throw new IllegalArgumentException(name + " is none of " + all);
      }
      return place;
    }
  }
}
