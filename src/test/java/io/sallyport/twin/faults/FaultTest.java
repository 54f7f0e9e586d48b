package io.sallyport.twin.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.twin.TwinFixture;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class FaultTest extends TwinFixture {
  @ParameterizedTest
  @CsvSource({
    "RATE_LIMITED, 429, 130429",
    "TOKEN_EXPIRED, 401, 190",
    "POLICY_BLOCK, 403, 368",
    "ACCOUNT_LOCKED, 403, 131031",
    "NOT_REGISTERED, 400, 133010",
    "SERVER_ERROR_500, 500, 131000",
    "SERVER_ERROR_503, 503, 131016"
  })
  void answersWithGraphErrors(Fault fault, int status, int code) {
    twin.fault(fault, 1);

    HttpResponse<String> response = sendTemplate("spring_sale", "A");

    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(code(response)).isEqualTo(code);
    assertThat(twin.messages()).isEmpty();
    assertThat(sendTemplate("spring_sale", "A").statusCode()).isEqualTo(200);
  }

  @Test
  void badGatewayIsHtml() {
    twin.fault(Fault.BAD_GATEWAY_502, 1);

    HttpResponse<String> response = sendTemplate("spring_sale", "A");

    assertThat(response.statusCode()).isEqualTo(502);
    assertThat(response.body()).startsWith("<html>");
  }

  @Test
  void refusedConnectionReadsAndRecordsNothing() {
    twin.fault(Fault.REFUSE_CONNECTION, 1);

    assertConnectionCloses();

    assertThat(twin.sends()).isEmpty();
    assertThat(sendTemplate("spring_sale", "A").statusCode()).isEqualTo(200);
  }

  @Test
  void stallRecordsAndNeverAnswers() {
    twin.fault(Fault.STALL, 1);

    assertThatThrownBy(() -> sendOnce()).hasCauseInstanceOf(HttpTimeoutException.class);

    assertThat(twin.sends()).hasSize(1);
    assertThat(twin.messages()).isEmpty();
  }

  @Test
  void resetRecordsAndClosesWithoutAccepting() {
    twin.fault(Fault.RESET_BEFORE_ANSWER, 1);

    assertConnectionCloses();

    assertThat(twin.sends()).hasSize(1);
    assertThat(twin.messages()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(names = {"STALL", "RESET_BEFORE_ANSWER"})
  void acceptedSendWithALostAnswerIsStillDelivered(Fault fault) {
    twin.fault(FaultOrder.of(fault, 1).accepting());

    assertThatThrownBy(() -> sendOnce()).isInstanceOf(UncheckedIOException.class);

    assertThat(twin.messages()).hasSize(1);
    assertThat(awaitStatuses(twin.messages().get(0).id(), 2)).hasSize(2);
  }

  @Test
  void halfAnswerEndsInTheBodyOfAnAcceptedSend() {
    twin.fault(Fault.HALF_ANSWER, 1);

    assertConnectionCloses();

    assertThat(twin.messages()).hasSize(1);
  }

  @Test
  void slowAnswerComesAfterItsDelay() {
    twin.fault(FaultOrder.of(Fault.SLOW, 1).withDelay(Duration.ofMillis(300)));
    long start = System.nanoTime();

    assertThat(sendTemplate("spring_sale", "A").statusCode()).isEqualTo(200);

    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(290));
  }

  @Test
  void faultsTouchOnlySendsAndLastUntilCleared() {
    twin.fault(Fault.SERVER_ERROR_500, FaultOrder.UNTIL_CLEARED);

    for (int i = 0; i < 3; i++) {
      assertThat(sendTemplate("spring_sale", "A").statusCode()).isEqualTo(500);
    }
    assertThat(get("/" + PNID).statusCode()).isEqualTo(200);
    twin.clearFaults();
    assertThat(sendTemplate("spring_sale", "A").statusCode()).isEqualTo(200);
  }

  @Test
  void unpluggedTwinIsRefusedByTheKernelAndComesBackOnTheSamePort() {
    int port = twin.port();
    twin.unplug();

    assertThatThrownBy(() -> sendOnce()).hasCauseInstanceOf(ConnectException.class);

    twin.plug();
    assertThat(twin.port()).isEqualTo(port);
    assertThat(sendTemplate("spring_sale", "A").statusCode()).isEqualTo(200);
  }

  @Test
  void outageEndsByItself() {
    post("/twin/outage", "{\"for\":\"400ms\"}");

    Awaitility.await()
        .untilAsserted(
            () -> assertThatThrownBy(() -> sendOnce()).isInstanceOf(UncheckedIOException.class));

    Awaitility.await()
        .ignoreException(UncheckedIOException.class)
        .until(() -> sendTemplate("spring_sale", "A").statusCode() == 200);
  }

  private void assertConnectionCloses() {
    assertThatThrownBy(() -> sendOnce())
        .hasCauseInstanceOf(IOException.class)
        .extracting(Throwable::getCause)
        .isNotInstanceOf(HttpTimeoutException.class);
  }

  /** A short time-out; and java.net.http repeats no POST by itself. */
  private HttpResponse<String> sendOnce() {
    HttpRequest.Builder request = request("/v24.0/" + PNID + "/messages");
    String body = template("spring_sale", "A").encode();
    return call(
        request.timeout(Duration.ofMillis(500)).POST(HttpRequest.BodyPublishers.ofString(body)));
  }
}
