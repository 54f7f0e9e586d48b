package io.sallyport.doctor;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits for an answer, since the doctor asks one thing after another. */
final class Waiting {

  /** Longer than any answer takes that is of use, s. */
  private static final long PATIENCE = 20;

  private Waiting() {}

  /** The message says why there is no answer, without an address's user or query. */
  static final class NoAnswer extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String why;

    NoAnswer(String why) {
      super(why, null, false, false);
      this.why = why;
    }

    String why() {
      return why;
    }
  }

  /**
   * The answer.
   *
   * @throws NoAnswer when there is none
   */
  static <T> T on(Uni<T> call) {
    return on(call.subscribeAsCompletionStage());
  }

  /**
   * The answer.
   *
   * @throws NoAnswer when there is none
   */
  static <T> T on(Future<T> call) {
    return on(call.toCompletionStage().toCompletableFuture());
  }

  private static <T> T on(CompletableFuture<T> call) {
    try {
      return call.get(PATIENCE, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw new NoAnswer(words(e));
    } catch (TimeoutException e) {
      throw new NoAnswer("no answer within " + PATIENCE + " s");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new NoAnswer("interrupted");
    }
  }

  /** Why something failed, in some words. */
  static String words(Throwable failure) {
    Throwable cause = failure;
    while ((cause instanceof ExecutionException || cause instanceof CompletionException)
        && cause.getCause() != null) {
      cause = cause.getCause();
    }
    String message = cause.getMessage();
    return message == null || message.isBlank()
        ? cause.getClass().getSimpleName()
        : message.strip().replaceAll("\\s+", " ");
  }
}
