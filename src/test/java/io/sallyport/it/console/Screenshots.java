package io.sallyport.it.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.testkit.Bodies;
import io.sallyport.testkit.Events;
import io.sallyport.testkit.Gateway;
import io.sallyport.testkit.RelayWorld;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The README's pictures. Not among the tests: {@code .ci/screenshots} runs it. */
class Screenshots {

  private static final String CONTACT = "16505551234";

  @Test
  void takesThem(@TempDir Path directory) throws Exception {
    Browser browser = Browser.orSkip();
    try (RelayWorld world = new RelayWorld(directory)) {
      Gateway gateway =
          world.start(
              Map.of(
                  "sallyport.operators.ann.key",
                  Browser.OPERATOR,
                  "sallyport.operators.ann.role",
                  "operator"));
      world.tell(gateway, Events.inbound(CONTACT, Instant.now().minus(Duration.ofHours(26))));
      gateway.send(Bodies.text(CONTACT));
      gateway.send(Bodies.marketing(CONTACT));
      gateway.send(Bodies.marketing(CONTACT));
      gateway.send(Bodies.marketing(CONTACT));
      gateway.send(Bodies.template(CONTACT, "spring_sale", "xx"));
      world.tell(gateway, Events.inbound(CONTACT, Instant.now().minus(Duration.ofHours(9))));
      gateway.send(Bodies.text(CONTACT)).assertForwarded();

      assertThat(browser.run("screenshots.mjs", gateway, CONTACT, directory)).hasSize(2);
    }
  }
}
