package io.sallyport.http.importing;

import io.sallyport.contact.Contact;
import io.sallyport.ledger.GrayNews;
import io.sallyport.ledger.GrayUpdates;
import io.sallyport.ledger.Leaving;
import io.sallyport.ledger.LedgerUpdates;
import io.sallyport.ledger.NumberNews;
import io.sallyport.ledger.Observation;
import io.sallyport.ledger.Observation.Inbound;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the business says of contacts of a provider's channel: when they wrote is told as such. */
record ChannelUpdates(GrayUpdates gray, LedgerUpdates others) implements LedgerUpdates {

  @Override
  public Future<List<Leaving>> observe(List<? extends Observation> observations) {
    List<GrayNews> wrote = new ArrayList<>();
    List<Observation> rest = new ArrayList<>();
    for (Observation one : observations) {
      if (one instanceof Inbound inbound) {
        Contact contact = inbound.contact().first();
        wrote.add(
            new GrayNews.Inbound(inbound.phoneNumberId(), contact, inbound.at(), null, false));
      } else {
        rest.add(one);
      }
    }
    return others.observe(rest).compose(told -> gray.observe(wrote).map(told));
  }

  @Override
  public Future<Void> observe(NumberNews news) {
    return others.observe(news);
  }

  @Override
  public Future<Void> cover(String channelId, boolean afterGap, @Nullable Instant newest) {
    return others.cover(channelId, afterGap, newest);
  }

  @Override
  public Future<Void> forget(String channelId, Contact contact) {
    return others.forget(channelId, contact);
  }
}
