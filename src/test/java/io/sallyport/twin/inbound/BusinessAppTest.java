package io.sallyport.twin.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.twin.TwinFixture;
import io.sallyport.twin.TwinSeed;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;

/** Coexistence, and conversations somebody else owns. */
class BusinessAppTest extends TwinFixture {
  @Test
  void anEchoOpensNothing() {
    post("/twin/customers/" + CUSTOMER + "/echoes", "{\"text\":\"From my phone\"}");

    assertThat(field()).isEqualTo("smb_message_echoes");
    JsonObject echo = value().getJsonArray("message_echoes").getJsonObject(0);
    assertThat(echo.getString("from")).isEqualTo(TwinSeed.NUMBER.displayPhone());
    assertThat(echo.getString("to")).isEqualTo(CUSTOMER);
    assertThat(echo.getJsonObject("text").getString("body")).isEqualTo("From my phone");
    assertThat(settled(sendText("Hello")).error()).isEqualTo(131047);
  }

  @Test
  void anEchoIsTheFirstResponseToAnAdOnlyIfSaid() {
    post("/twin/customers/" + CUSTOMER + "/messages", "{\"referral\":true}");
    post("/twin/customers/" + CUSTOMER + "/echoes", "{}");
    assertThat(twin.customer(CUSTOMER).truth().freeEntryPointEnd()).isNull();

    post("/twin/customers/" + CUSTOMER + "/echoes", "{\"first_response\":true}");

    assertThat(twin.customer(CUSTOMER).truth().freeEntryPointEnd()).isNotNull();
  }

  @Test
  void historyOpensNothing() {
    post("/twin/customers/" + CUSTOMER + "/history", "{\"ago\":\"1h\",\"progress\":55}");

    assertThat(field()).isEqualTo("history");
    JsonObject chunk = value().getJsonArray("history").getJsonObject(0);
    assertThat(chunk.getJsonObject("metadata"))
        .isEqualTo(JsonObject.of("phase", 0, "chunk_order", 1, "progress", 55));
    JsonObject thread = chunk.getJsonArray("threads").getJsonObject(0);
    assertThat(thread.getString("id")).isEqualTo(CUSTOMER);
    JsonObject wrote = thread.getJsonArray("messages").getJsonObject(0);
    assertThat(wrote.getString("from")).isEqualTo(CUSTOMER);
    assertThat(wrote.getJsonObject("history_context").getString("status")).isEqualTo("READ");
    assertThat(settled(sendText("Hello")).error()).isEqualTo(131047);
  }

  @Test
  void aFileOfTheHistoryLooksLikeAMessageAndOpensNothing() {
    post("/twin/customers/" + CUSTOMER + "/history", "{\"file\":true}");

    assertThat(field()).isEqualTo("history");
    assertThat(value().getJsonArray("messages").getJsonObject(0).getString("from"))
        .isEqualTo(CUSTOMER);
    assertThat(twin.customer(CUSTOMER).truth().windowEnd()).isNull();
  }

  @Test
  void aCopyOnStandbyOpensTheWindow() {
    post("/twin/customers/" + CUSTOMER + "/messages", "{\"standby\":true}");

    assertThat(field()).isEqualTo("standby");
    assertThat(value().containsKey("messages")).isFalse();
    JsonObject copy = value().getJsonObject("standby").getJsonArray("messages").getJsonObject(0);
    assertThat(copy.getString("from")).isEqualTo(CUSTOMER);
    assertThat(settled(sendText("Hello")).status()).isEqualTo("delivered");
  }

  private String field() {
    return receiver.webhooks.get(0).change().getString("field");
  }

  private JsonObject value() {
    return receiver.webhooks.get(0).value();
  }
}
