package io.sallyport.twin.kommo.amojo;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.twin.kommo.KommoFixture;
import io.vertx.core.json.JsonObject;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeliveryStatusTest extends KommoFixture {
  private String id;
  private String received;

  @BeforeEach
  void written() {
    connect();
    received = receive("w1", "Hello");
    id = write("Hi").getString("id");
  }

  @ParameterizedTest
  @ValueSource(strings = {"status_code", "delivery_status"})
  void takesEitherBody(String key) {
    assertThat(view().getString("status")).isEqualTo("sent");

    assertThat(tell(JsonObject.of(key, 1))).isEqualTo(200);
    assertThat(view().getString("status")).isEqualTo("delivered");
    assertThat(tell(JsonObject.of(key, 2))).isEqualTo(200);
    assertThat(view().getString("status")).isEqualTo("read");
  }

  @Test
  void takesBothInOneUnlessTheGapIsPlayedTheOtherWay() {
    JsonObject both =
        JsonObject.of("msgid", id, "status_code", -1, "delivery_status", -1)
            .put("error_code", 905)
            .put("error", "The window is closed.");

    assertThat(tell(both)).isEqualTo(200);

    assertThat(view().getString("status")).isEqualTo("error");
    assertThat(view().getInteger("error_code")).isEqualTo(905);
    assertThat(view().getString("error")).isEqualTo("The window is closed.");
    twin.gaps().refusesBothStatuses(true);
    assertThat(tell(both)).isEqualTo(400);
  }

  @Test
  void readStaysRead() {
    tell(JsonObject.of("status_code", 2));
    tell(JsonObject.of("status_code", 1));

    assertThat(view().getString("status")).isEqualTo("read");
    assertThat(view().getJsonArray("statuses")).hasSize(2);
  }

  static Stream<Arguments> badBodies() {
    return Stream.of(
            new JsonObject(),
            JsonObject.of("status_code", 0),
            JsonObject.of("status_code", 3),
            JsonObject.of("status_code", "1"),
            JsonObject.of("status_code", 1.0),
            JsonObject.of("status_code", 1, "delivery_status", 2),
            JsonObject.of("status_code", 1, "error_code", 905),
            JsonObject.of("status_code", 2, "error", "x"),
            JsonObject.of("status_code", -1),
            JsonObject.of("status_code", -1, "error_code", 905),
            JsonObject.of("status_code", -1, "error_code", 905, "error", " "),
            JsonObject.of("status_code", -1, "error_code", 900, "error", "x"),
            JsonObject.of("status_code", -1, "error_code", 906, "error", "x"),
            JsonObject.of("status_code", -1, "error_code", "905", "error", "x"),
            JsonObject.of("status_code", -1, "error_code", 905, "error", 5),
            JsonObject.of("msgid", "another", "status_code", 1),
            JsonObject.of("status_code", 1, "status", 1))
        .map(Arguments::of);
  }

  @ParameterizedTest
  @MethodSource("badBodies")
  void refusesWrongBodies(JsonObject body) {
    assertThat(tell(body)).isEqualTo(400);
    assertThat(view().getJsonArray("statuses")).isEmpty();
  }

  @Test
  void aKnownErrorNeedsNoText() {
    assertThat(tell(JsonObject.of("status_code", -1, "error_code", 904))).isEqualTo(200);
  }

  @Test
  void knowsOnlyItsOwnOutgoingMessages() {
    assertThat(tell(UUID.randomUUID().toString(), JsonObject.of("status_code", 1))).isEqualTo(404);
    assertThat(tell("w1", JsonObject.of("status_code", 1))).isEqualTo(404);
    assertThat(tell(received, JsonObject.of("status_code", 1))).isEqualTo(400);
    String echo = idOf(send(echo("w2", "From the phone")));
    assertThat(tell(echo, JsonObject.of("status_code", 1))).isEqualTo(200);
  }

  private int tell(JsonObject body) {
    return tell(id, body);
  }

  private int tell(String message, JsonObject body) {
    return post(SCOPE + "/" + message + "/delivery_status", body).statusCode();
  }

  private JsonObject view() {
    return message(id).view();
  }
}
