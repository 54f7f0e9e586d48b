package io.sallyport.redis;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A script as Redis gets it.
 *
 * <p>Scripts are files under {@code resources/redis}. A line {@code --- include clock hash} stands
 * for those files of {@code lib}, and of what they include, each once. A name in capitals is a
 * constant of {@link LuaConstants}; what a script uses of them is put before it.
 *
 * @param source its text
 * @param sha1 the digest of it, by which Redis knows it
 */
record Lua(String source, String sha1) {

  private static final Pattern INCLUDE = Pattern.compile("(?m)^--- include (.+)\n");
  private static final Pattern CAPITALS = Pattern.compile("\\b[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*\\b");
  private static final Pattern COMMENT = Pattern.compile("--.*");

  Lua(String source) {
    this(source, sha1(source));
  }

  /** The script in a file, ready to run. */
  static Lua of(String file) {
    return new Lua(withConstants(text(file)));
  }

  /** A file's text with what it includes. */
  static String text(String file) {
    return included(read(file), new LinkedHashSet<>());
  }

  private static String included(String text, Set<String> known) {
    return INCLUDE
        .matcher(text)
        .replaceAll(
            found ->
                Matcher.quoteReplacement(
                    Set.of(found.group(1).split(" ")).stream()
                        .sorted()
                        .filter(known::add)
                        .map(name -> included(read("lib/" + name), known))
                        .collect(Collectors.joining("\n"))));
  }

  /** The same with the constants it uses before it. */
  static String withConstants(String text) {
    Matcher names = CAPITALS.matcher(COMMENT.matcher(text).replaceAll(""));
    Map<String, Object> used =
        names
            .results()
            .map(name -> name.group())
            .filter(LuaConstants.ALL::containsKey)
            .distinct()
            .sorted()
            .collect(
                Collectors.toMap(
                    name -> name,
                    LuaConstants.ALL::get,
                    (one, same) -> one,
                    java.util.LinkedHashMap::new));
    String head =
        used.entrySet().stream()
            .map(one -> "local " + one.getKey() + " = " + literal(one.getValue()) + "\n")
            .collect(Collectors.joining());
    return head + text;
  }

  /** A value as Lua writes it: a number, a truth value, a word, or a table of them by name. */
  static String literal(Object value) {
    if (value instanceof Map<?, ?> table) {
      return table.entrySet().stream()
          .map(one -> one.getKey() + " = " + literal(one.getValue()))
          .collect(Collectors.joining(", ", "{", "}"));
    } else if (value instanceof Number || value instanceof Boolean) {
      return value.toString();
    } else if (value instanceof String word && word.matches("[A-Za-z0-9_]*")) {
      return "'" + word + "'";
    }
    throw new IllegalArgumentException("no plain value");
  }

  private static String read(String name) {
    String resource = "/redis/" + name + ".lua";
    try (InputStream in = Lua.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException(resource + " is missing from the application");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String sha1(String source) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-1");
      return HexFormat.of().formatHex(digest.digest(source.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
