package io.sallyport.redis.core;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What the comment at the head of a script lists: its keys, its arguments and its answer, by name
 * and in their order. The script reads them by these names, and so does Java.
 *
 * <p>A line {@code -- key.contact the contact's record} stands for the next key, {@code --
 * arg.name} for the next argument; one whose name ends with {@code ?} may be left out. What is
 * given any number of times comes last: {@code -- each_key.names}, {@code -- each_arg.field}; the
 * script reads those of the {@code i}-th. A line {@code -- answer.window} stands for the next
 * element of the answer, or of one of its forms or parts: {@code -- answer_entry.place}.
 */
public final class Head {

  private static final Pattern LINES = Pattern.compile("\\A(?:--.*\n)+");
  private static final Pattern NAME =
      Pattern.compile("(?m)^-- (key|arg|each_key|each_arg|answer(?:_\\w+)?)\\.(\\w+\\??)(?=\\s)");

  /** Texts and comments are no names. */
  private static final Pattern USE =
      Pattern.compile("'[^'\n]*'|--.*|(?<![.\\w])(key|arg|each_key|each_arg)\\.(\\w+)");

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

  /** Whether something is given any number of times. */
  boolean hasEach() {
    return !names("each_arg").isEmpty();
  }

  /** The names in one of its tables. */
  Names names(String table) {
    return all.getOrDefault(table, Names.NONE);
  }

  /**
   * A script's text with its names in place: {@code key.contact} becomes {@code KEYS[1]}, {@code
   * each_arg.at} the one of the {@code i}-th, and {@code answer({window = ...})} a list in the
   * order of the head. A table of names that a script makes with each call costs more than most of
   * what it does with them.
   */
  public String inPlace(String text) {
    String lists = AnswerLists.inPlace(text, all);
    return definitions(lists)
        + USE.matcher(lists)
            .replaceAll(
                found ->
                    Matcher.quoteReplacement(
                        found.group(1) == null
                            ? found.group()
                            : place(found.group(1), found.group(2))));
  }

  /** What was left out is an empty text. */
  private String place(String table, String name) {
    Names names = names(table);
    int place = names.place(name) + 1;
    return switch (table) {
      case "key" -> "KEYS[" + place + "]";
      case "arg" ->
          names.isOptional(place - 1) ? "(ARGV[" + place + "] or '')" : "ARGV[" + place + "]";
      case "each_key" -> "KEYS[" + ofEach(names("key"), names, place) + "]";
      default -> "ARGV[" + ofEach(names("arg"), names, place) + "]";
    };
  }

  private static String ofEach(Names before, Names names, int place) {
    return "i * " + names.size() + " + " + (before.size() - names.size() + place);
  }

  private String definitions(String text) {
    StringBuilder lua = new StringBuilder();
    all.forEach(
        (table, names) -> {
          if (table.startsWith("answer") && AnswerLists.isCalled(table, text)) {
            lua.append(names.lua(table));
          }
        });
    if (!names("each_arg").isEmpty()) {
      lua.append(count("ARGV", names("arg"), names("each_arg")));
    } else if (!names("each_key").isEmpty()) {
      lua.append(count("KEYS", names("key"), names("each_key")));
    }
    return lua.toString();
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

    /** A function that makes a list of them. */
    String lua(String function) {
      return all.stream()
          .map(name -> "of." + name)
          .collect(
              Collectors.joining(
                  ", ", "local function " + function + "(of)\n  return {", "}\nend\n"));
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
