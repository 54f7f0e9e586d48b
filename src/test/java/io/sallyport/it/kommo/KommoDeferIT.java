package io.sallyport.it.kommo;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.testkit.Scenario;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Marketing that a throttle holds back goes out later, and the chat goes on meanwhile. */
class KommoDeferIT {

  @TempDir static Path directory;
  private static KommoWorld world;

  private final String contact = Scenario.newContact();
  private final String text = "value of " + UUID.randomUUID();

  @BeforeAll
  static void start() {
    world =
        new KommoWorld(
            directory,
            Map.of(
                "sallyport.policy.marketing.on-limit",
                "defer",
                "sallyport.policy.marketing.min-gap",
                "4s"));
  }

  @AfterAll
  static void stop() {
    world.close();
  }

  private JsonObject sale(String value) {
    JsonObject template =
        JsonObject.of("id", 8, "external_id", "spring_sale/en_US", "content", "Hi {{name}}")
            .put("params", JsonArray.of(JsonObject.of("key", "{{name}}", "value", value)));
    return JsonObject.of("extra", JsonObject.of("template", template));
  }

  @Test
  void whatIsDeferredIsSentOnceAndItsEndTold() {
    String first = world.manager(contact, sale("first " + text));
    world.told(first, "delivered");

    String second = world.manager(contact, sale("second " + text));
    String after = world.manager(contact, "free text");

    assertThat(world.told(after, "error").getInteger("error_code")).isEqualTo(905);
    assertThat(world.statuses(second)).as("it waits").isEmpty();
    world.told(second, "delivered");
    assertThat(world.sent("second " + text)).hasSize(1);
  }
}
