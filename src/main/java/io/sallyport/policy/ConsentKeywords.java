package io.sallyport.policy;

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
 * Messages that state a consent. Meta gives {@code STOP} no meaning (platform-facts.md#opt-out);
 * the business must honour it all the same.
 *
 * <p>Only a whole message counts: who writes "stop by at five" has not opted out. A word of any
 * language counts for every contact, since nobody knows who speaks which.
 */
public final class ConsentKeywords {

  /** Alone in a language's list, it leaves the language without keywords. */
  public static final String NONE = "none";

  /**
   * From the first letter or digit to the last one with its marks: Hindi words end with marks, and
   * emoji with variation selectors, which are marks, too.
   */
  private static final Pattern CORE =
      Pattern.compile(
          "[\\p{L}\\p{N}](?:.*[\\p{L}\\p{N}])?[\\p{M}&&[^\\uFE00-\\uFE0F\\u20E3]]*",
          Pattern.DOTALL);

  private static final Pattern SPACES = Pattern.compile("[\\s\\p{Z}]+");

  private final Set<String> optOut;
  private final Set<String> optIn;

  /**
   * The built-in keywords, but for the languages named here.
   *
   * @param optOut keywords by language, each list instead of the language's built-in one
   * @param optIn likewise; a word that is in both opts out
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

  /** What a whole message says; {@link Consent.State#NONE} for nearly all. */
  public Consent.State said(String message) {
    String core = core(message);
    if (optOut.contains(core)) {
      return Consent.State.OPT_OUT;
    }
    return optIn.contains(core) ? Consent.State.OPT_IN : Consent.State.NONE;
  }

  /** Whether the word has a letter or digit, without which it could not be told from others. */
  public static boolean isWord(String word) {
    return !core(word).isEmpty();
  }

  private static String core(String text) {
    Matcher core = CORE.matcher(folded(text));
    return core.find() ? SPACES.matcher(core.group()).replaceAll(" ") : "";
  }

  /**
   * Upper case first folds ß and both Turkish i as Unicode's case folding does; phones write one
   * apostrophe, keyboards the other.
   */
  private static String folded(String text) {
    String upper = composed(composed(text).toUpperCase(Locale.ROOT));
    return composed(upper.replace('\u0130', 'I').toLowerCase(Locale.ROOT).replace('\u2019', '\''));
  }

  private static String composed(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFKC);
  }
}
