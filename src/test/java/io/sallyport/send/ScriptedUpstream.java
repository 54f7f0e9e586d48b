package io.sallyport.send;

import io.sallyport.message.Outcome;
import io.sallyport.message.SendAnswer;
import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** An {@link Upstream} that ends every send as the test says, and remembers what it was handed. */
public final class ScriptedUpstream implements Upstream {

  private final List<Send> sent = new ArrayList<>();
  private Future<Outcome> end = Future.succeededFuture(new Outcome.NotSent());

  @Override
  public Future<Outcome> send(Send send) {
    sent.add(send);
    return end;
  }

  void endsWith(Outcome outcome) {
    end = Future.succeededFuture(outcome);
  }

  void fails() {
    end = Future.failedFuture(new IllegalStateException("a bug"));
  }

  /** What was handed over, in order. */
  List<Send> sent() {
    return List.copyOf(sent);
  }

  public static Outcome.Answered answer(int status, String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    return new Outcome.Answered(status, List.of(), bytes, SendAnswer.read(bytes));
  }
}
