package io.sallyport.meta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sallyport.account.ConfiguredNumbers;
import io.sallyport.config.SallyportConfig;
import io.sallyport.template.Category;
import io.sallyport.template.Template;
import io.sallyport.template.TemplateContent;
import io.sallyport.template.TemplateParameters;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class GraphTemplatesTest {

  private static final String WABA = "102290129340398";

  private final List<String> asked = new ArrayList<>();

  private static String page(String name, String paging) {
    return "{\"data\":[{\"name\":\""
        + name
        + "\",\"language\":\"en_US\",\"status\":\"PAUSED\",\"category\":\"utility\","
        + "\"quality_score\":{\"score\":\"RED\"},"
        + "\"components\":[{\"type\":\"BODY\",\"text\":\"{{1}}\"}]}],\"paging\":"
        + paging
        + "}";
  }

  private static String more(String after) {
    return "{\"cursors\":{\"after\":\"" + after + "\"},\"next\":\"https://elsewhere.example/\"}";
  }

  /** Lists from Meta's pages, by cursor; the first one under the empty cursor. */
  private List<Template> list(Map<String, String> pages) {
    return list(pages, Map.of());
  }

  private List<Template> list(Map<String, String> pages, Map<String, String> more) {
    Map<String, String> all = new HashMap<>(ConfiguredNumbers.sample());
    all.putAll(more);
    SallyportConfig config = ConfiguredNumbers.config(all);
    return new GraphTemplates(
            new Pages(pages),
            ConfiguredNumbers.of(all),
            config,
            ConfiguredNumbers.kommoAccounts(all))
        .list(WABA)
        .await()
        .atMost(Duration.ofSeconds(5));
  }

  /** Templates, and nothing else. */
  private final class Pages implements GraphApi {
    private final Map<String, String> pages;

    Pages(Map<String, String> pages) {
      this.pages = pages;
    }

    @Override
    public Uni<JsonNode> messageTemplates(
        String version,
        String waba,
        String authorization,
        String fields,
        int limit,
        @Nullable String after) {
      asked.add(version + " " + waba + " " + authorization + " " + after);
      return Uni.createFrom().item(json(pages.get(after == null ? "" : after)));
    }

    @Override
    public Uni<JsonNode> phoneNumbers(
        String version,
        String waba,
        String authorization,
        String fields,
        int limit,
        @Nullable String after) {
      throw new AssertionError("nobody asks for numbers");
    }

    @Override
    public Uni<JsonNode> debugToken(String version, String authorization, String token) {
      throw new AssertionError("nobody asks about a token");
    }

    @Override
    public Uni<JsonNode> subscribedApps(String version, String waba, String authorization) {
      throw new AssertionError("nobody asks about webhooks");
    }

    @Override
    public Uni<JsonNode> phoneNumber(
        String version, String number, String authorization, String fields) {
      throw new AssertionError("nobody asks about a number");
    }

    @Override
    public Uni<JsonNode> subscriptions(String version, String app, String authorization) {
      throw new AssertionError("nobody asks about webhooks");
    }
  }

  private static JsonNode json(@Nullable String text) {
    try {
      return new ObjectMapper().readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static Template template(String name) {
    return new Template(
        new Template.Key(name, "en_US"),
        Category.UTILITY,
        "PAUSED",
        null,
        TemplateParameters.ofText("body:1"),
        "RED");
  }

  @Test
  void readsEveryPageByItsCursor() {
    List<Template> listed =
        list(
            Map.of(
                "", page("first", more("a")),
                "a", page("second", more("b")),
                "b", page("third", "{\"cursors\":{\"after\":\"c\"}}")));

    assertThat(listed).containsExactly(template("first"), template("second"), template("third"));
    assertThat(asked)
        .containsExactly(
            "v25.0 102290129340398 Bearer EAAJ null",
            "v25.0 102290129340398 Bearer EAAJ a",
            "v25.0 102290129340398 Bearer EAAJ b");
  }

  @Test
  void pagesThatDoNotEndAreAFailure() {
    Map<String, String> loop = Map.of("", page("first", more("a")), "a", page("a", more("a")));

    assertThatThrownBy(() -> list(loop)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aTemplateWithoutNameOrLanguageIsLeftOut() {
    String page =
        "{\"data\":[{\"name\":\"a\"},{\"language\":\"en\"},{},null,"
            + "{\"name\":\"bare\",\"language\":\"en\"}]}";

    assertThat(list(Map.of("", page)))
        .containsExactly(
            new Template(new Template.Key("bare", "en"), new Category(""), "", null, null, null));
  }

  @Test
  void whatTemplatesShowIsKeptWhereTheyAreShownElsewhere() {
    Map<String, String> pages = Map.of("", page("first", "{}"));
    String account = "sallyport.kommo.accounts.shop.number";

    assertThat(list(pages, Map.of(account, "106540352242922")))
        .extracting(Template::content)
        .containsExactly(new TemplateContent("{{1}}", "", "", List.of(), true));
    assertThat(list(pages, Map.of(account, "106540352242929")))
        .as("no WABA lists it yet: it may be this one's")
        .extracting(Template::content)
        .doesNotContainNull();
    String waba = "sallyport.numbers.\"106540352242929\".waba-id";
    assertThat(list(pages, Map.of(account, "106540352242929", waba, "5")))
        .extracting(Template::content)
        .containsOnlyNulls();
  }
}
