package io.sallyport.template;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One template in one language, as Meta last reported it. Approval, quality and category are per
 * language (platform-facts.md#template-names-and-languages).
 *
 * @param status as Meta writes it: {@code APPROVED}, {@code PAUSED}, …; unknown ones are kept
 * @param impending a category change Meta has announced, if any
 *     (platform-facts.md#template-category-changes)
 * @param parameters what a send must fill in; null when the template's components are not known
 * @param quality Meta's quality score, if known
 * @param content what it shows; null when that is not kept, or not known
 */
public record Template(
    Key key,
    Category category,
    String status,
    @Nullable CategoryChange impending,
    @Nullable TemplateParameters parameters,
    @Nullable String quality,
    @Nullable TemplateContent content) {

  public static final String APPROVED = "APPROVED";
  public static final String PAUSED = "PAUSED";
  public static final String DISABLED = "DISABLED";

  /** One of which the content is not kept. */
  public Template(
      Key key,
      Category category,
      String status,
      @Nullable CategoryChange impending,
      @Nullable TemplateParameters parameters,
      @Nullable String quality) {
    this(key, category, status, impending, parameters, quality, null);
  }

  /**
   * What identifies a template within a WABA.
   *
   * @param language as the API spells it, {@code en_US}
   */
  public record Key(String name, String language) {

    /** {@code Template order_update (en_US)}, for sentences. */
    public String inWords() {
      return "Template " + name + " (" + language + ")";
    }

    /** {@code order_update/en_US}, as headers and keys have it. */
    public String slashed() {
      return name + "/" + language;
    }

    /**
     * The key in a webhook: it spells {@code en-US} where the API spells {@code en_US}
     * (platform-facts.md#template-webhooks).
     */
    public static Key ofWebhook(String name, String language) {
      return new Key(name, language.replace('-', '_'));
    }
  }

  /** An announced change: at {@code at} the category becomes {@code to}. */
  public record CategoryChange(Category to, Instant at) {}

  /** The category a send is judged and billed by at {@code now}. */
  public Category categoryAt(Instant now) {
    return impending != null && !now.isBefore(impending.at()) ? impending.to() : category;
  }
}
