package io.sallyport.consent;

import io.sallyport.contact.Consent;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Messages by which a contact opts out or in. Meta does not act on {@code STOP}
 * (platform-facts.md#opt-out); the business must.
 *
 * <p>Only a whole message counts: a contact who writes "stop by at five" has not opted out. The
 * keywords of all languages apply to every contact, since a contact's language is not known.
 */
public final class ConsentKeywords {

  /** As the only entry of a language's list: no keywords in this language. */
  public static final String NONE = "none";

  /**
   * From the first letter or digit to the last one and its marks: Hindi words may end with marks.
   * Emoji end with variation selectors, which are marks but do not count here.
   */
  private static final Pattern CORE =
      Pattern.compile(
          "[\\p{L}\\p{N}](?:.*[\\p{L}\\p{N}])?[\\p{M}&&[^\\uFE00-\\uFE0F\\u20E3]]*",
          Pattern.DOTALL);

  private static final Pattern SPACES = Pattern.compile("[\\s\\p{Z}]+");

  private final Set<String> optOut;
  private final Set<String> optIn;

  /**
   * The built-in keywords, with replacements.
   *
   * @param optOut by language, each list in place of the built-in one
   * @param optIn likewise; a word in both opts out
   */
  public ConsentKeywords(Map<String, List<String>> optOut, Map<String, List<String>> optIn) {
    this.optOut = all(BuiltInKeywords.OPT_OUT, optOut);
    this.optIn = all(BuiltInKeywords.OPT_IN, optIn);
  }

  private static Set<String> all(
      Map<String, List<String>> builtIn, Map<String, List<String>> configured) {
    Map<String, List<String>> byLanguage = new HashMap<>(builtIn);
    configured.forEach(
        (language, words) -> byLanguage.put(language.toLowerCase(Locale.ROOT), words));
    Set<String> all = new HashSet<>();
    for (List<String> words : byLanguage.values()) {
      if (!isNone(words)) {
        words.stream().map(ConsentKeywords::core).forEach(all::add);
      }
    }
    all.remove("");
    return all;
  }

  private static boolean isNone(List<String> words) {
    return words.size() == 1 && words.get(0).strip().equalsIgnoreCase(NONE);
  }

  /** What a message says about consent; {@link Consent.State#NONE} if it is no keyword. */
  public Consent.State said(String message) {
    String core = core(message);
    if (optOut.contains(core)) {
      return Consent.State.OPT_OUT;
    }
    return optIn.contains(core) ? Consent.State.OPT_IN : Consent.State.NONE;
  }

  /** Whether the word has a letter or digit; without one it cannot be a keyword. */
  public static boolean isWord(String word) {
    return !core(word).isEmpty();
  }

  private static String core(String text) {
    Matcher core = CORE.matcher(folded(text));
    return core.find() ? SPACES.matcher(core.group()).replaceAll(" ") : "";
  }

  /**
   * Upper case first, then lower case, folds ß and both Turkish i as Unicode's case folding does.
   * Both apostrophes count as one: phones write ’ and keyboards '.
   */
  private static String folded(String text) {
    String upper = composed(composed(text).toUpperCase(Locale.ROOT));
    return composed(upper.replace('\u0130', 'I').toLowerCase(Locale.ROOT).replace('\u2019', '\''));
  }

  private static String composed(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFKC);
  }
}
