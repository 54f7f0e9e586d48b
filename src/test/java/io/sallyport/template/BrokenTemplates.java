package io.sallyport.template;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A {@link TemplateStore} that cannot be reached. */
public final class BrokenTemplates implements TemplateStore {

  @Override
  public Uni<Optional<Snapshot>> load(String wabaId) {
    return unreachable();
  }

  @Override
  public Uni<Map<String, Snapshot>> loadAll(List<String> wabaIds) {
    return unreachable();
  }

  @Override
  public Uni<Claim> claimRefresh(String wabaId, Duration interval) {
    return unreachable();
  }

  @Override
  public Uni<Void> replace(String wabaId, List<Template> templates, Instant asked) {
    return unreachable();
  }

  @Override
  public Uni<Boolean> apply(String wabaId, TemplateEvent event) {
    return unreachable();
  }

  private static <T> Uni<T> unreachable() {
    return Uni.createFrom().failure(new IllegalStateException("the store does not answer"));
  }
}
