package io.sallyport.redis.core;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A script as Redis gets it.
 *
 * <p>Scripts are files under {@code resources/redis}. A line {@code --- include clock hash} stands
 * for those files of {@code lib}, and of what they include, each once; where it is indented, for
 * that block only. A name in capitals is a constant of {@link LuaConstants}, whose value stands
 * there when it runs; a name of its {@link Head} is where that key or argument stands.
 *
 * @param source its text
 * @param sha1 the digest of it, by which Redis knows it
 * @param head what it takes and answers
 */
public record Lua(String source, String sha1, Head head) {

  private static final Pattern INCLUDE = Pattern.compile("(?m)^( *)--- include (.+)\n");

  /** Texts and comments are no names. */
  private static final Pattern WORDS = Pattern.compile("'[^'\n]*'|--.*|\\b[A-Z][A-Z0-9_]*\\b");

  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_*/: -]*");

  public Lua(String source, Head head) {
    this(source, sha1(source), head);
  }

  /** The script in a file, ready to run. */
  public static Lua of(String file) {
    Head head = head(file);
    return new Lua(withConstants(head.inPlace(text(file))), head);
  }

  public static Head head(String file) {
    return Head.of(read(file));
  }

  public Call call() {
    return new Call(this);
  }

  /** A file's text with what it includes. */
  public static String text(String file) {
    return included(read(file), new LinkedHashSet<>());
  }

  private static String included(String text, Set<String> known) {
    return INCLUDE
        .matcher(text)
        .replaceAll(
            found ->
                Matcher.quoteReplacement(
                    included(
                        Set.of(found.group(2).split(" ")),
                        found.group(1).isEmpty() ? known : new LinkedHashSet<>(known))));
  }

  private static String included(Set<String> files, Set<String> known) {
    return files.stream()
        .sorted()
        .filter(known::add)
        .map(name -> included(read("lib/" + name), known))
        .collect(Collectors.joining("\n"));
  }

  /** The same with constants in place of their names. */
  public static String withConstants(String text) {
    return WORDS
        .matcher(text)
        .replaceAll(
            found -> {
              Object constant = LuaConstants.ALL.get(found.group());
              return Matcher.quoteReplacement(constant == null ? found.group() : literal(constant));
            });
  }

  /** A value as Lua writes it: a number, a truth value, or words. */
  public static String literal(Object value) {
    if (value instanceof Number || value instanceof Boolean) {
      return value.toString();
    } else if (value instanceof String word && PLAIN.matcher(word).matches()) {
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
