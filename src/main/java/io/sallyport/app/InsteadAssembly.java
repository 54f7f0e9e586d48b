package io.sallyport.app;

import io.sallyport.audit.Audit;
import io.sallyport.event.Announcer;
import io.sallyport.event.GatewayEvent.SendExpired;
import io.sallyport.instead.Deferral;
import io.sallyport.instead.DeferredQueue;
import io.sallyport.instead.Dispatcher;
import io.sallyport.instead.Expiry;
import io.sallyport.instead.ExplainInstead;
import io.sallyport.instead.HeldSends;
import io.sallyport.instead.HeldSends.Expired;
import io.sallyport.instead.Hold;
import io.sallyport.instead.Leftovers;
import io.sallyport.instead.Park;
import io.sallyport.instead.ParkedRelease;
import io.sallyport.instead.ParkedSends;
import io.sallyport.instead.SubmitSend;
import io.sallyport.instead.TemplateFallback;
import io.sallyport.instead.Turn;
import io.sallyport.ledger.IdempotencyStore;
import io.sallyport.ledger.Ledger;
import io.sallyport.ledger.SharedClock;
import io.sallyport.meters.DeferredMeters;
import io.sallyport.rule.Policies;
import io.sallyport.send.ExplainSend;
import io.sallyport.send.SendMessage;
import io.sallyport.send.Upstream;
import io.sallyport.template.TemplateRegistry;
import io.smallrye.mutiny.vertx.UniHelper;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.List;

/** Puts together what is done instead of a refusal on WhatsApp. */
public final class InsteadAssembly {

  @Produces
  @Singleton
  Hold hold(
      SendMessage sendMessage,
      ExplainSend explainSend,
      Upstream upstream,
      IdempotencyStore keys,
      HeldSends held,
      DeferredQueue queue,
      SharedClock clock,
      Event<Deferral.Queued> events) {
    return new Hold(sendMessage, explainSend, upstream, keys, held, queue, clock, events::fire);
  }

  @Produces
  @Singleton
  TemplateFallback templateFallback(Hold sender, TemplateRegistry templates) {
    return new TemplateFallback(sender, templates);
  }

  @Produces
  @Singleton
  ExplainInstead explainInstead(
      ExplainSend explainSend, TemplateFallback fallback, ParkedSends parked, SharedClock clock) {
    return new ExplainInstead(explainSend, fallback, parked, clock);
  }

  @Produces
  @Singleton
  Park park(
      ParkedSends parked,
      DeferredQueue queue,
      Hold sender,
      SharedClock clock,
      Audit audit,
      Event<Deferral.Queued> events) {
    return new Park(parked, queue, sender, clock, audit, events::fire);
  }

  @Produces
  @Singleton
  SubmitSend submitSend(
      Hold sender,
      TemplateFallback fallback,
      Park park,
      DeferredQueue queue,
      SharedClock clock,
      Policies policies,
      Audit audit,
      Event<Deferral.Queued> events) {
    Deferral deferral =
        new Deferral(queue, clock, policies.settings().marketingLimits().onLimit(), events::fire);
    return new SubmitSend(sender, List.of(fallback, park, deferral), audit);
  }

  @Produces
  @Singleton
  Turn turn(SendMessage sendMessage, Hold hold, Ledger ledger, Audit audit) {
    return new Turn(sendMessage, hold, ledger, audit);
  }

  @Produces
  @Singleton
  Expiry expiry(HeldSends held, Announcer announcer, DeferredMeters meters) {
    Expiry.News news =
        (number, expired) ->
            UniHelper.toFuture(announcer.announce(event(number, expired)))
                .onSuccess(told -> meters.expired());
    return new Expiry(held, news);
  }

  @Produces
  @Singleton
  ParkedRelease parkedRelease(Turn turn, ParkedSends parked, Expiry expiry) {
    return new ParkedRelease(turn, parked, expiry);
  }

  @Produces
  @Singleton
  Leftovers leftovers(DeferredQueue queue, HeldSends held, Expiry expiry, Audit audit) {
    return new Leftovers(queue, held, expiry, audit);
  }

  private static SendExpired event(String number, Expired expired) {
    return new SendExpired(
        number,
        expired.contact(),
        expired.id(),
        expired.client(),
        expired.callbackData(),
        expired.since(),
        expired.at());
  }

  @Produces
  @Singleton
  Dispatcher dispatcher(Turn turn, DeferredQueue queue, ParkedRelease parked, SharedClock clock) {
    return new Dispatcher(turn, queue, parked, clock);
  }
}
