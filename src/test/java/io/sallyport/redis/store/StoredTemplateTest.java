package io.sallyport.redis.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.template.Category;
import io.sallyport.template.Template;
import io.sallyport.template.TemplateContent;
import io.sallyport.template.TemplateContent.Button;
import io.sallyport.template.TemplateParameters;
import io.sallyport.template.TemplateParameters.Slot;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Replicas of this version and of the one before share a Redis. */
class StoredTemplateTest {

  private static final String FIELD = "catalog_photo/en_US";

  private static Template template(Slot header) {
    return new Template(
        new Template.Key("catalog_photo", "en_US"),
        Category.MARKETING,
        Template.APPROVED,
        null,
        new TemplateParameters(List.of(header, Slot.positional("body", 1), Slot.urlButton(0))),
        null);
  }

  @Test
  void whatAVersionBeforeTheHeadersMediumStoredIsRead() {
    String old =
        "{\"category\":\"MARKETING\",\"status\":\"APPROVED\","
            + "\"parameters\":\"header:1|body:1|button.0:1\"}";

    assertThat(StoredTemplate.read(FIELD, old)).contains(template(Slot.positional("header", 1)));
  }

  @Test
  void theHeadersMediumIsAMemberThatAVersionBeforePassesOver() {
    Template template = template(Slot.mediaHeader("IMAGE"));

    String stored = StoredTemplate.write(template);

    assertThat(new JsonObject(stored))
        .isEqualTo(
            JsonObject.of(
                "category", "MARKETING",
                "status", "APPROVED",
                "parameters", "header:1|body:1|button.0:1",
                "header", "IMAGE"));
    assertThat(StoredTemplate.read(FIELD, stored)).contains(template);
  }

  @Test
  void whatATemplateShowsIsAMemberThatAVersionBeforePassesOver() {
    TemplateContent content =
        new TemplateContent("Hi {{1}}", "", "", List.of(new Button("Yes", "")), true);
    Template template =
        new Template(
            new Template.Key("catalog_photo", "en_US"),
            Category.MARKETING,
            Template.APPROVED,
            null,
            new TemplateParameters(List.of()),
            null,
            content);

    JsonObject stored = new JsonObject(StoredTemplate.write(template));

    assertThat(stored.getValue("content")).isInstanceOf(String.class);
    assertThat(StoredTemplate.read(FIELD, stored.encode())).contains(template);
  }
}
