package io.sallyport.twin;

import java.time.Instant;

/** A send the twin has answered with 200, and what becomes of it. */
record Accepted(
    String wamid, Send send, Person person, Recipient recipient, Fate fate, Instant at) {

  SentMessage view() {
    Failure failure = fate instanceof Fate.Failed failed ? failed.failure() : null;
    Pricing pricing = fate instanceof Fate.Delivered delivered ? delivered.pricing() : null;
    return new SentMessage(
        wamid,
        send.number().pnid(),
        recipient.names().first(),
        send.type(),
        send.template().map(TwinTemplate::name).orElse(null),
        "accepted",
        failure == null ? null : failure.code(),
        failure == null ? null : failure.title(),
        pricing == null ? null : pricing.type(),
        pricing == null ? null : pricing.category(),
        at);
  }
}
