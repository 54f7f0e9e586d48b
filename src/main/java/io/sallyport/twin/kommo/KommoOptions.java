package io.sallyport.twin.kommo;

import io.sallyport.twin.kommo.chats.Account;
import io.sallyport.twin.kommo.chats.Channel;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a Kommo twin is started with.
 *
 * @param port 0 for any free port
 * @param patience how long Kommo waits for the answer to a hook, real time
 */
public record KommoOptions(
    int port, List<Channel> channels, List<Account> accounts, Duration patience) {

  public KommoOptions {
    if (channels.isEmpty() || accounts.isEmpty()) {
      throw new IllegalArgumentException("A Kommo twin needs a channel and an account");
    }
    channels = List.copyOf(channels);
    accounts = List.copyOf(accounts);
  }

  public KommoOptions withPort(int to) {
    return new KommoOptions(to, channels, accounts, patience);
  }

  public KommoOptions withAccounts(List<Account> to) {
    return new KommoOptions(port, channels, to, patience);
  }

  public KommoOptions withPatience(Duration to) {
    return new KommoOptions(port, channels, accounts, to);
  }

  /** The hook address of every channel, with {@code :scope_id} in it. */
  public KommoOptions withHookUrl(@Nullable String to) {
    List<Channel> all = channels.stream().map(channel -> channel.withHookUrl(to)).toList();
    return new KommoOptions(port, all, accounts, patience);
  }
}
