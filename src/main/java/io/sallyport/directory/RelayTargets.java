package io.sallyport.directory;

import java.net.URI;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The receivers of webhooks, as they come and go. */
public interface RelayTargets {

  /**
   * One that was put.
   *
   * @param secret the key it is signed with; null for none
   * @param numbers phone number ids whose webhooks it gets; empty for all
   * @param events of the gateway's own that it gets
   */
  record Settings(
      String name, URI url, @Nullable String secret, Set<String> numbers, Set<String> events) {}

  /** Whether the configuration has one of this name: it stands, whatever is put. */
  boolean isConfigured(String name);

  /** From now on it gets what comes, and what waits for it. */
  void put(Settings target);

  /** From now on it gets nothing. */
  void remove(String name);
}
