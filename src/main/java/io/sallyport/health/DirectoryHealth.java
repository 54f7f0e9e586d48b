package io.sallyport.health;

import io.sallyport.account.Waba;
import io.sallyport.account.Wabas;
import io.sallyport.clockwork.DirectoryPoll;
import io.sallyport.directory.Discovery;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.jspecify.annotations.Nullable;

/**
 * Ready when what operators put, and what Meta listed before, is read from Redis, and Meta was
 * asked for the first WABAs' numbers; whether it answered or not: what it listed before serves.
 */
@Readiness
@Singleton
final class DirectoryHealth implements HealthCheck {

  private final DirectoryPoll poll;
  private final Wabas wabas;
  private final Discovery discovery;
  private final HealthDetails details = new HealthDetails("waba", this::isInOrder, this::words);

  DirectoryHealth(DirectoryPoll poll, Wabas wabas, Discovery discovery) {
    this.poll = poll;
    this.wabas = wabas;
    this.discovery = discovery;
  }

  @Override
  public HealthCheckResponse call() {
    return details.of(
        HealthCheckResponse.named("Numbers").status(poll.isRead()),
        wabas.all().stream().map(Waba::id).toList());
  }

  private boolean isInOrder(String wabaId) {
    return discovery.problem(wabaId) == null && wabas.listing(wabaId).isPresent();
  }

  private String words(String wabaId) {
    @Nullable String problem = discovery.problem(wabaId);
    String listed =
        wabas
            .listing(wabaId)
            .map(listing -> listing.byId().size() + " numbers, listed " + listing.at())
            .orElse("never listed");
    return problem == null ? listed : listed + "; " + problem;
  }
}
