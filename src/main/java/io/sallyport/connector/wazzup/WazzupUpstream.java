package io.sallyport.connector.wazzup;

import io.sallyport.account.Clients;
import io.sallyport.account.WazzupChannels;
import io.sallyport.circuit.AccessToken;
import io.sallyport.circuit.Credential;
import io.sallyport.message.MetaError;
import io.sallyport.message.Outcome;
import io.sallyport.message.SendAnswer;
import io.sallyport.message.WazzupReply;
import io.sallyport.meta.UpstreamConnections;
import io.sallyport.send.Send;
import io.sallyport.send.Upstream;
import io.vertx.core.Future;
import java.util.List;
import java.util.Set;

/** Sends a message to Wazzup, exactly one attempt. */
public final class WazzupUpstream implements Upstream {

  /** Of proxies in between: they prove nothing. */
  private static final Set<Integer> GATEWAYS = Set.of(502, 504);

  private final UpstreamConnections connections;
  private final Clients clients;
  private final WazzupChannels channels;

  public WazzupUpstream(UpstreamConnections connections, Clients clients, WazzupChannels channels) {
    this.connections = connections;
    this.clients = clients;
    this.channels = channels;
  }

  @Override
  public Future<Outcome> send(Send send) {
    return connections
        .send(send, clients.configured() ? channels.apiKey() : null)
        .map(WazzupUpstream::read);
  }

  /** A repeated crmMessageId says that an attempt of which nobody knows has been taken. */
  static Outcome read(Outcome outcome) {
    if (!(outcome instanceof Outcome.Answered answered)) {
      return outcome;
    }
    WazzupReply reply = WazzupReply.read(answered.body());
    if (reply.isRepeated()) {
      return new Outcome.Unknown();
    }
    boolean isTaken = answered.status() < 300;
    boolean isRefused =
        answered.status() >= 500
            && (reply.error() != null || !GATEWAYS.contains(answered.status()));
    Integer error = isRefused ? MetaError.SOMETHING_WENT_WRONG.code() : null;
    return new Outcome.Answered(
        answered.status(),
        answered.headers(),
        answered.body(),
        new SendAnswer(isTaken ? reply.messageId() : null, error, List.of()));
  }

  @Override
  public AccessToken token(String channelId, Credential callers) {
    String key = clients.configured() ? channels.apiKey() : null;
    return key == null ? AccessToken.ofCaller(callers) : new AccessToken(key, channelId);
  }
}
