package io.sallyport.http.importing;

import io.sallyport.account.WazzupChannels.Channel;
import io.sallyport.contact.Contact;
import io.sallyport.ledger.GrayUpdates;
import io.sallyport.ledger.LedgerUpdates;
import io.sallyport.ledger.SharedClock;
import io.sallyport.rule.BusinessNumber;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;

/** Begins imports: of a number's contacts, and of those of a provider's channel. */
@Singleton
final class Imports {

  private final Vertx vertx;
  private final SharedClock clock;
  private final LedgerUpdates updates;
  private final GrayUpdates gray;

  Imports(Vertx vertx, SharedClock clock, LedgerUpdates updates, GrayUpdates gray) {
    this.vertx = vertx;
    this.clock = clock;
    this.updates = updates;
    this.gray = gray;
  }

  void begin(HttpServerRequest request, BusinessNumber number) {
    new Import(
            vertx,
            request,
            updates,
            clock,
            number,
            name -> Contact.addressed(name, number.country()))
        .start();
  }

  /** A provider's channel has no consents: what is said of them is kept, and no rule asks. */
  void begin(HttpServerRequest request, Channel channel) {
    new Import(
            vertx,
            request,
            new ChannelUpdates(gray, updates),
            clock,
            channel.number(),
            channel.transport()::named)
        .start();
  }
}
