package io.sallyport.redis.core;

import io.sallyport.redis.core.Head.Names;
import io.vertx.redis.client.Response;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a script answered, by the names that its head lists. */
public final class Answer {

  private final Names names;
  private final Response response;

  /**
   * An answer, or a part of one.
   *
   * @param form which of the forms that the head lists: {@code answer}, {@code answer_…}
   */
  public Answer(Head head, String form, Response response) {
    this.names = head.names(form);
    this.response = response;
  }

  public Response get(String name) {
    return response.get(names.place(name));
  }

  /** Whether it is there: the last ones may be left out. */
  public boolean has(String name) {
    return names.place(name) < response.size();
  }

  public String text(String name) {
    return get(name).toString();
  }

  /** Null when it is empty. */
  public @Nullable String textIfAny(String name) {
    String text = text(name);
    return text.isEmpty() ? null : text;
  }

  public long number(String name) {
    return get(name).toLong();
  }

  public int count(String name) {
    return get(name).toInteger();
  }

  public boolean is(String name) {
    return count(name) == 1;
  }

  /** Null for 0. */
  public @Nullable Instant seconds(String name) {
    return seconds(get(name));
  }

  public Instant millis(String name) {
    return Instant.ofEpochMilli(number(name));
  }

  /** A time, s, or null for 0. */
  public static @Nullable Instant seconds(Response value) {
    long at = value.toLong();
    return at == 0 ? null : Instant.ofEpochSecond(at);
  }
}
