package io.sallyport.template;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.template.Template.CategoryChange;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TemplateTest {

  private static final Instant CHANGE = Instant.parse("2026-10-02T12:00:00Z");
  private static final Template.Key KEY = new Template.Key("spring_sale", "en_US");

  @ParameterizedTest
  @CsvSource({
    "2026-10-02T11:59:59.999Z, UTILITY",
    "2026-10-02T12:00:00Z, MARKETING",
    "2026-10-03T12:00:00Z, MARKETING"
  })
  void anAnnouncedCategoryCountsFromItsSecondOn(Instant now, String category) {
    Template template =
        new Template(
            KEY,
            Category.UTILITY,
            Template.APPROVED,
            new CategoryChange(Category.MARKETING, CHANGE),
            null,
            null);

    assertThat(template.categoryAt(now)).isEqualTo(new Category(category));
  }

  @Test
  void withoutAnAnnouncementTheCategoryStays() {
    Template template = new Template(KEY, Category.UTILITY, Template.APPROVED, null, null, null);

    assertThat(template.categoryAt(Instant.MAX)).isEqualTo(Category.UTILITY);
  }

  @Test
  void webhooksSpellLanguagesWithAHyphen() {
    assertThat(Template.Key.ofWebhook("spring_sale", "en-US")).isEqualTo(KEY);
    assertThat(Template.Key.ofWebhook("spring_sale", "en")).isNotEqualTo(KEY);
  }

  @Test
  void aCategoryIsReadInAnyCase() {
    assertThat(new Category(" marketing ")).isEqualTo(Category.MARKETING);
    assertThat(new Category("marketing").isMarketing()).isTrue();
    assertThat(new Category("marketing_lite").isMarketing()).isFalse();
    assertThat(Category.AUTHENTICATION.lowerCase()).isEqualTo("authentication");
  }

  @Test
  void onlyMetasThreeCategoriesAreKnown() {
    assertThat(Category.MARKETING.isKnown()).isTrue();
    assertThat(Category.UTILITY.isKnown()).isTrue();
    assertThat(Category.AUTHENTICATION.isKnown()).isTrue();
    assertThat(new Category("SERVICE").isKnown()).isFalse();
  }
}
