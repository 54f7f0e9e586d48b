package io.sallyport.webhook.wazzup;

import io.sallyport.account.ChannelStates.ChannelState;
import io.sallyport.ledger.GrayNews;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a delivery of Wazzup's says.
 *
 * @param isTest Wazzup tries the address
 * @param news of contacts and messages
 * @param statuses ids of messages whose statuses it has: they name no channel
 * @param states of channels, by id
 * @param channels it names
 * @param chats it names, channel and contact
 * @param hasMore whether it says something that names no channel
 * @param skipped items that could not be read
 */
record WazzupDelivery(
    boolean isTest,
    List<GrayNews> news,
    List<String> statuses,
    Map<String, ChannelState> states,
    Set<String> channels,
    Set<Chat> chats,
    boolean hasMore,
    int skipped) {

  /** A contact of a channel. */
  record Chat(String channelId, String contact) {}
}
