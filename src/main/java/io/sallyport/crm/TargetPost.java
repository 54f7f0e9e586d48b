package io.sallyport.crm;

import io.sallyport.config.SallyportConfig;
import io.sallyport.relay.Attempt;
import io.sallyport.relay.Letter;
import io.sallyport.relay.Post;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Posts letters to the configured targets, each over connections of its own. */
@Singleton
public final class TargetPost implements Post {

  private final Map<String, Mailbox> mailboxes = new ConcurrentHashMap<>();

  TargetPost(Vertx vertx, SallyportConfig config) {
    config
        .relay()
        .targets()
        .forEach(
            (name, target) ->
                // The start-up checks refuse a target without an address.
                target
                    .url()
                    .ifPresent(
                        url ->
                            mailboxes.put(
                                name,
                                new Mailbox(
                                    vertx,
                                    url,
                                    target.secret().map(LetterSignature::new).orElse(null),
                                    config.relay().timeout()))));
  }

  @Override
  public Uni<Attempt> post(String target, Letter letter) {
    Mailbox mailbox = mailboxes.get(target);
    return mailbox == null
        ? Uni.createFrom().item(Attempt.unreachable("no address"))
        : mailbox.post(letter);
  }
}
