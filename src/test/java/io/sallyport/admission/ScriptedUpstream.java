package io.sallyport.admission;

import io.sallyport.admission.Ending.Outcome;
import io.sallyport.message.SendAnswer;
import io.smallrye.mutiny.Uni;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** An {@link Upstream} that ends every send as the test says, and remembers what it was handed. */
final class ScriptedUpstream implements Upstream {

  private final List<Send> sent = new ArrayList<>();
  private Uni<Outcome> ending = Uni.createFrom().item(Outcome.NotSent::new);

  @Override
  public Uni<Outcome> send(Send send) {
    return Uni.createFrom()
        .deferred(
            () -> {
              sent.add(send);
              return ending;
            });
  }

  void endsWith(Outcome outcome) {
    ending = Uni.createFrom().item(outcome);
  }

  void fails() {
    ending = Uni.createFrom().failure(new IllegalStateException("a bug"));
  }

  /** What was handed over, in order. */
  List<Send> sent() {
    return List.copyOf(sent);
  }

  static Outcome.Answered answer(int status, String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    return new Outcome.Answered(status, List.of(), bytes, SendAnswer.read(bytes));
  }
}
