package io.sallyport.template;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;

/** Meta, answering when the test says so. */
public final class ScriptedSource implements TemplateSource {

  private final Queue<UniEmitter<? super List<Template>>> waiting = new ArrayDeque<>();
  private int questions;

  @Override
  public Uni<List<Template>> list(String wabaId) {
    return Uni.createFrom()
        .emitter(
            emitter -> {
              questions++;
              waiting.add(emitter);
            });
  }

  /** How often Meta was asked so far. */
  public int questions() {
    return questions;
  }

  /** Answers the oldest open question. */
  public void answer(Template... templates) {
    waiting.remove().complete(List.of(templates));
  }

  /** Fails the oldest open question. */
  public void fail() {
    waiting.remove().fail(new IllegalStateException("Graph does not answer"));
  }
}
