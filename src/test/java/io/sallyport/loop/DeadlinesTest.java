package io.sallyport.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.DefaultEventLoop;
import io.netty.channel.EventLoop;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Waits end when their time is over, in the order they began, and not when what they wait for came.
 */
class DeadlinesTest {

  private final EventLoop loop = new DefaultEventLoop();
  private final Deadlines deadlines = new Deadlines(loop, TimeUnit.MILLISECONDS.toNanos(40));
  private final BlockingQueue<String> over = new LinkedBlockingQueue<>();

  @AfterEach
  void stop() {
    loop.shutdownGracefully(0, 0, TimeUnit.SECONDS);
  }

  private final class Named extends Deadlines.Wait {
    private final String name;

    Named(String name) {
      this.name = name;
    }

    @Override
    protected void isOver() {
      over.add(name);
    }
  }

  @Test
  void endInTheOrderTheyBegan() throws Exception {
    long start = System.nanoTime();
    onLoop(
        () -> {
          deadlines.begin(new Named("first"));
          deadlines.begin(new Named("second"));
        });

    assertThat(over.poll(5, TimeUnit.SECONDS)).isEqualTo("first");
    assertThat(System.nanoTime() - start).isGreaterThan(TimeUnit.MILLISECONDS.toNanos(39));
    assertThat(over.poll(5, TimeUnit.SECONDS)).isEqualTo("second");
  }

  @Test
  void whatCameIsNotOver() throws Exception {
    Named came = new Named("came");
    onLoop(
        () -> {
          deadlines.begin(came);
          deadlines.begin(new Named("missing"));
          deadlines.end(came);
        });

    assertThat(over.poll(5, TimeUnit.SECONDS)).isEqualTo("missing");
    assertThat(over).isEmpty();
  }

  @Test
  void beginAgainAfterARest() throws Exception {
    onLoop(() -> deadlines.begin(new Named("one")));
    assertThat(over.poll(5, TimeUnit.SECONDS)).isEqualTo("one");

    Named next = new Named("next");
    onLoop(() -> deadlines.begin(next));
    assertThat(over.poll(5, TimeUnit.SECONDS)).isEqualTo("next");
    onLoop(() -> deadlines.end(next));

    onLoop(() -> deadlines.begin(next));
    assertThat(over.poll(5, TimeUnit.SECONDS)).isEqualTo("next");
  }

  private void onLoop(Runnable task) throws Exception {
    loop.submit(task).get(5, TimeUnit.SECONDS);
  }
}
