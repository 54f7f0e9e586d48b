package io.sallyport.twin.kommo.chats;

/** An account connected to a channel. */
public record Scope(Channel channel, Account account) {

  public String id() {
    return id(channel, account);
  }

  static String id(Channel channel, Account account) {
    return channel.id() + "_" + account.amojoId();
  }
}
