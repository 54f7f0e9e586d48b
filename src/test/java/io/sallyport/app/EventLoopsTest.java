package io.sallyport.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.VertxOptions;
import io.vertx.core.impl.cpu.CpuCoreSensor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EventLoopsTest {

  private static final String KEY = "quarkus.vertx.event-loops-pool-size";

  /** What Quarkus has put there: no number that a rule of ours would come to. */
  private static final int GIVEN = 77;

  private final VertxOptions options = new VertxOptions().setEventLoopPoolSize(GIVEN);

  @AfterEach
  void forget() {
    System.clearProperty(KEY);
  }

  @Test
  void areAsManyAsThereAreCores() {
    new EventLoops().accept(options);

    assertThat(options.getEventLoopPoolSize()).isEqualTo(CpuCoreSensor.availableProcessors());
  }

  @Test
  void areAsManyAsIsConfigured() {
    System.setProperty(KEY, Integer.toString(GIVEN));

    new EventLoops().accept(options);

    assertThat(options.getEventLoopPoolSize()).isEqualTo(GIVEN);
  }
}
