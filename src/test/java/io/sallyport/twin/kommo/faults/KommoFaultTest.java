package io.sallyport.twin.kommo.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.twin.kommo.KommoFixture;
import io.sallyport.twin.kommo.control.ReceivedCall;
import io.vertx.core.json.JsonObject;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class KommoFaultTest extends KommoFixture {
  private static final JsonObject TEXT = JsonObject.of("type", "text", "text", "Hi");

  @BeforeEach
  void connected() {
    connect();
  }

  @ParameterizedTest
  @CsvSource({
    "RATE_LIMITED, 429",
    "NOT_FOUND, 404",
    "FORBIDDEN, 403",
    "SERVER_ERROR_500, 500",
    "BAD_GATEWAY_502, 502",
    "SERVER_ERROR_503, 503"
  })
  void answersWithAnErrorAndTakesNothing(KommoFault fault, int status) {
    twin.fault(fault, "new_message", 1);

    assertThat(send(inbound("w1", TEXT)).statusCode()).isEqualTo(status);

    assertThat(twin.chats()).isEmpty();
    assertThat(send(inbound("w1", TEXT)).statusCode()).isEqualTo(200);
    assertThat(twin.calls("new_message"))
        .extracting(ReceivedCall::status)
        .containsExactly(status, 200);
  }

  @Test
  void concernsOneKindOfCall() {
    receive("w1", "Hello");
    String id = write("Hi").getString("id");
    twin.fault(KommoFault.NOT_FOUND, "delivery_status", 2);
    JsonObject delivered = JsonObject.of("status_code", 1);
    String path = SCOPE + "/" + id + "/delivery_status";

    assertThat(post(path, delivered).statusCode()).isEqualTo(404);
    assertThat(send(inbound("w2", TEXT)).statusCode()).isEqualTo(200);
    assertThat(post(path, delivered).statusCode()).isEqualTo(404);
    assertThat(post(path, delivered).statusCode()).isEqualTo(200);
  }

  @Test
  void everyKindCanBeDisturbed() {
    twin.fault(KommoFault.SERVER_ERROR_503, "any", KommoFaultOrder.UNTIL_CLEARED);

    assertThat(connect().statusCode()).isEqualTo(503);
    assertThat(rest("GET", "/account", "").statusCode()).isEqualTo(503);
    assertThat(
            call(HttpRequest.newBuilder(URI.create(twin.url() + "/attachments/a/b"))).statusCode())
        .isEqualTo(503);
    assertThat(control("/clock").statusCode()).isEqualTo(200);
    twin.clearFaults();
    assertThat(connect().statusCode()).isEqualTo(200);
  }

  @Test
  void editsAreAKindOfTheirOwn() {
    receive("w1", "Hello");
    twin.fault(KommoFault.RATE_LIMITED, "edit_message", 1);

    assertThat(send(inbound("w2", TEXT)).statusCode()).isEqualTo(200);
    assertThat(edit(JsonObject.of("msgid", "w1", "message", TEXT)).statusCode()).isEqualTo(429);
  }

  @ParameterizedTest
  @EnumSource(names = {"STALL", "RESET"})
  void silenceMayHideAMessageThatWasTaken(KommoFault fault) {
    twin.fault(KommoFaultOrder.of(fault, "new_message", 1));
    twin.fault(KommoFaultOrder.of(fault, "new_message", 1).accepting());

    assertThatThrownBy(() -> send(inbound("w1", TEXT))).isInstanceOf(UncheckedIOException.class);
    assertThat(twin.chats()).isEmpty();
    assertThatThrownBy(() -> send(inbound("w1", TEXT))).isInstanceOf(UncheckedIOException.class);

    assertThat(twin.chats().get(0).messages()).hasSize(1);
    assertThat(twin.calls("new_message")).hasSize(2);
  }

  @Test
  void stallIsSilence() {
    twin.fault(KommoFault.STALL, "new_message", 1);

    assertThatThrownBy(() -> send(inbound("w1", TEXT)))
        .hasCauseInstanceOf(HttpTimeoutException.class);
  }

  @Test
  void aRefusedConnectionRecordsNothing() {
    twin.fault(KommoFault.REFUSE_CONNECTION, "new_message", 1);

    assertThatThrownBy(() -> send(inbound("w1", TEXT))).isInstanceOf(UncheckedIOException.class);

    assertThat(twin.calls("new_message")).isEmpty();
  }

  @Test
  void slowAnswersComeLate() {
    twin.fault(
        KommoFaultOrder.of(KommoFault.SLOW, "new_message", 1).withDelay(Duration.ofMillis(300)));
    long start = System.nanoTime();

    assertThat(send(inbound("w1", TEXT)).statusCode()).isEqualTo(200);

    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(290));
  }

  @Test
  void unpluggedItIsRefusedByTheKernel() {
    twin.unplug();

    assertThatThrownBy(() -> send(inbound("w1", TEXT))).hasCauseInstanceOf(ConnectException.class);

    twin.plug();
    assertThat(send(inbound("w1", TEXT)).statusCode()).isEqualTo(200);
  }

  @Test
  void anOutageEndsByItself() {
    control("POST", "/outage", JsonObject.of("for", "300ms"));

    Awaitility.await()
        .untilAsserted(
            () ->
                assertThatThrownBy(() -> send(inbound("w1", TEXT)))
                    .isInstanceOf(UncheckedIOException.class));
    Awaitility.await()
        .ignoreException(UncheckedIOException.class)
        .until(() -> send(inbound("w1", TEXT)).statusCode() == 200);
  }
}
