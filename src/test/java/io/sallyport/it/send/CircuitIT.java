package io.sallyport.it.send;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import io.sallyport.testkit.Answer;
import io.sallyport.testkit.Bodies;
import io.sallyport.testkit.Gateway;
import io.sallyport.testkit.Scenario;
import io.sallyport.testkit.World;
import org.junit.jupiter.api.Test;

/** A number in trouble is let alone, and nobody else notices. */
@QuarkusIntegrationTest
@WithTestResource(World.class)
class CircuitIT extends Scenario {

  private static final int FAILURES = 10;

  @Test
  void aNumberMetaDoesNotAnswerRestsAndIsTriedAgain() {
    String contact = contactWithOpenWindow();
    twin().unplug();
    try {
      for (int i = 0; i < FAILURES; i++) {
        gateway()
            .send(Bodies.text(contact))
            .assertEnded("failed", 502, 131016, "upstream_unreachable");
      }
    } finally {
      twin().plug();
    }

    Answer held = gateway().send(Bodies.text(contact));
    held.assertGraphError(502, 131016).contains("Meta has not answered", "is tried at");
    assertThat(held.header("Sallyport-Decision")).isEqualTo("failed");
    assertThat(Integer.parseInt(held.header("Retry-After"))).isBetween(1, 5);
    assertThat(reachedMeta(contact)).isEmpty();
    gateway()
        .post(Gateway.messages(World.QUIET_NUMBER), Bodies.utility(newContact()))
        .assertForwarded();
    assertThat(metrics()).containsPattern("sallyport_circuit_open\\{[^}]*upstream[^}]*\\} 1.0");
    assertThat(gateway().manage("/q/health").text()).contains("Circuits");

    await().until(() -> gateway().send(Bodies.text(contact)).status() == 200);
    gateway().send(Bodies.text(contact)).assertForwarded();
    assertThat(metrics()).doesNotContainPattern("sallyport_circuit_open\\{[^}]*\\} 1.0");
  }

  private String metrics() {
    return gateway().manage("/q/metrics").text();
  }
}
