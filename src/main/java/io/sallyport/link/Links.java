package io.sallyport.link;

import io.vertx.core.Future;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Names of one side by names of the other. Every call fails when the store does not answer. */
public interface Links {

  /**
   * Remembers a value, in place of the one before.
   *
   * @param owner whose names these are, such as a CRM's account
   */
  Future<Void> put(String owner, String name, String value, Duration life);

  /** The value; null when there is none, or its life is over. */
  Future<@Nullable String> find(String owner, String name);

  /** The same, and it lives on for so long from now. */
  Future<@Nullable String> findAndKeep(String owner, String name, Duration life);

  /**
   * Remembers that something was begun, for a time, if nobody else has just begun it.
   *
   * @return whether this call was the first
   */
  Future<Boolean> claim(String owner, String name, Duration life);

  Future<Void> forget(String owner, String name);
}
