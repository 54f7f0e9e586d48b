package io.sallyport.directory;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A relay target that an operator has put.
 *
 * @param numbers phone number ids whose webhooks it gets; null for all
 */
@RegisterForReflection
public record PutTarget(
    String name,
    String url,
    @Nullable SealedSecret secret,
    @Nullable List<String> numbers,
    List<String> events) {

  /** What its secret is sealed for. */
  static String secretOwner(String name) {
    return "target/" + name + "/secret";
  }
}
