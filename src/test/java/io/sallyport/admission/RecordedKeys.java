package io.sallyport.admission;

import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An {@link IdempotencyStore} that remembers what it was told: {@code keep 200}, {@code free}, …
 */
public final class RecordedKeys implements IdempotencyStore {

  private final List<String> told = new ArrayList<>();

  List<String> told() {
    return List.copyOf(told);
  }

  @Override
  public Uni<Void> keep(String phoneNumberId, IdempotencyKey key, KeptAnswer answer) {
    return noted("keep " + answer.status());
  }

  @Override
  public Uni<Void> free(String phoneNumberId, IdempotencyKey key) {
    return noted("free");
  }

  @Override
  public Uni<@Nullable String> lose(String phoneNumberId, IdempotencyKey key) {
    return noted("lose").replaceWith((String) null);
  }

  private Uni<Void> noted(String what) {
    return Uni.createFrom()
        .item(
            () -> {
              told.add(what);
              return null;
            });
  }
}
