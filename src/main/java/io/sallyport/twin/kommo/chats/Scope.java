package io.sallyport.twin.kommo.chats;

/**
 * An account connected to a channel.
 *
 * @param hookVersion v1 is deprecated; the twin sends v2 only
 */
public record Scope(
    Channel channel,
    Account account,
    String title,
    String hookVersion,
    boolean isTimeWindowDisabled) {

  public String id() {
    return id(channel, account);
  }

  static String id(Channel channel, Account account) {
    return channel.id() + "_" + account.amojoId();
  }
}
