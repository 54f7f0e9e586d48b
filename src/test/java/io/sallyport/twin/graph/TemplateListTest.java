package io.sallyport.twin.graph;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.twin.TwinFixture;
import io.sallyport.twin.TwinSeed;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TemplateListTest extends TwinFixture {
  private static final String LIST = "/v24.0/" + WABA + "/message_templates";

  @Test
  void nextLeadsThroughAllPagesAndEnds() {
    List<String> names = new ArrayList<>();
    String next = twin.url() + LIST + "?fields=name,status&limit=7";
    int pages = 0;
    while (next != null) {
      JsonObject page = new JsonObject(get(next.substring(twin.url().length())).body());
      page.getJsonArray("data").forEach(it -> names.add(((JsonObject) it).getString("name")));
      next = page.getJsonObject("paging").getString("next");
      assertThat(next == null || next.startsWith(twin.url() + LIST + "?")).isTrue();
      pages++;
    }

    assertThat(names).doesNotHaveDuplicates().hasSize(TwinSeed.templates().size());
    assertThat(pages).isEqualTo((names.size() + 6) / 7);
    assertThat(twin.templateListCalls()).isEqualTo(pages);
  }

  @Test
  void pageHoldsTwentyFiveUnlessAsked() {
    JsonObject page = new JsonObject(get(LIST).body());

    assertThat(page.getJsonArray("data")).hasSize(25);
    assertThat(page.getJsonArray("data").getJsonObject(0).fieldNames())
        .containsExactlyInAnyOrder(
            "name", "parameter_format", "components", "language", "status", "category", "id");
    String after = page.getJsonObject("paging").getJsonObject("cursors").getString("after");
    JsonObject rest = new JsonObject(get(LIST + "?after=" + after.replace("=", "%3D")).body());
    assertThat(rest.getJsonArray("data")).hasSize(TwinSeed.templates().size() - 25);
    assertThat(rest.getJsonObject("paging").containsKey("next")).isFalse();
  }

  @Test
  void fieldsAndFiltersAreHonoured() {
    JsonObject page = new JsonObject(get(LIST + "?fields=status&name=old_offer").body());

    assertThat(page.getJsonArray("data")).hasSize(1);
    assertThat(page.getJsonArray("data").getJsonObject(0).fieldNames())
        .containsExactlyInAnyOrder("status", "id");
  }

  @Test
  void needsATokenAndAGoodCursor() {
    HttpRequest.Builder bare = HttpRequest.newBuilder(URI.create(twin.url() + LIST));

    assertThat(call(bare).statusCode()).isEqualTo(401);
    assertThat(code(get(LIST + "?after=nonsense"))).isEqualTo(131059);
  }

  @Test
  void listsTheNumbersOfTheWaba() {
    JsonObject numbers = new JsonObject(get("/v24.0/" + WABA + "/phone_numbers").body());

    assertThat(numbers.getJsonArray("data")).hasSize(2);
    assertThat(numbers.getJsonArray("data").getJsonObject(0).getString("id")).isEqualTo(PNID);
  }
}
