package io.sallyport.event;

import io.sallyport.ledger.ContactLists;
import io.sallyport.ledger.FirstResponses;
import io.sallyport.ledger.Records;
import io.sallyport.ledger.SharedClock;
import io.sallyport.relay.Occasional;
import io.sallyport.relay.Post;
import io.sallyport.relay.Relay;
import io.sallyport.relay.RelaySettings;
import io.sallyport.relay.RelayStore;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;

/** Events where no target wants any: nothing may be asked or kept for them. */
public final class Unheard {

  private static final Duration ANY = Duration.ofSeconds(1);

  private Unheard() {}

  public static Announcer announcer() {
    RelaySettings settings = new RelaySettings(ANY, ANY, ANY, ANY.multipliedBy(2), ANY);
    Relay relay =
        new Relay(
            Occasional.NONE,
            never(RelayStore.class),
            never(Post.class),
            settings,
            () -> 0,
            event -> {});
    return new Announcer(relay, () -> Instant.EPOCH, () -> true);
  }

  public static WindowWatch windows() {
    return new WindowWatch(
        announcer(),
        never(Reminders.class),
        never(Records.class),
        at -> {
          throw new AssertionError("nobody looks");
        },
        ANY);
  }

  public static AiWatch ai() {
    return new AiWatch(announcer(), never(FirstCharges.class));
  }

  public static ReplyWatch replies() {
    return new ReplyWatch(
        null,
        never(ContactLists.class),
        never(FirstResponses.class),
        announcer(),
        never(SharedClock.class),
        effect -> {});
  }

  private static <T> T never(Class<T> port) {
    return port.cast(
        Proxy.newProxyInstance(
            port.getClassLoader(),
            new Class<?>[] {port},
            (proxy, method, arguments) -> {
              throw new AssertionError(method.getName());
            }));
  }
}
