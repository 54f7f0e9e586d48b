package io.sallyport.template;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OneAtATimeTest {

  private final List<UniEmitter<? super Void>> runs = new ArrayList<>();
  private final OneAtATime task = new OneAtATime(() -> Uni.createFrom().emitter(runs::add));

  private UniAssertSubscriber<Void> run() {
    return task.run().subscribe().withSubscriber(UniAssertSubscriber.create());
  }

  @Test
  void runsAgainAfterwardsForAllWhoCameMeanwhile() {
    UniAssertSubscriber<Void> first = run();
    UniAssertSubscriber<Void> second = run();
    UniAssertSubscriber<Void> third = run();
    assertThat(runs).hasSize(1);

    runs.get(0).complete(null);

    first.assertCompleted();
    second.assertNotTerminated();
    assertThat(runs).hasSize(2);
    UniAssertSubscriber<Void> fourth = run();
    runs.get(1).complete(null);
    second.assertCompleted();
    third.assertCompleted();
    fourth.assertNotTerminated();
    runs.get(2).complete(null);
    fourth.assertCompleted();
    assertThat(runs).hasSize(3);
  }

  @Test
  void runsAgainAfterAFailureAndWhenNobodyWaited() {
    UniAssertSubscriber<Void> failing = run();
    UniAssertSubscriber<Void> next = run();
    runs.get(0).fail(new IllegalStateException());
    failing.assertFailedWith(IllegalStateException.class);
    runs.get(1).complete(null);
    next.assertCompleted();

    UniAssertSubscriber<Void> later = run();
    assertThat(runs).hasSize(3);
    runs.get(2).complete(null);
    later.assertCompleted();
  }
}
