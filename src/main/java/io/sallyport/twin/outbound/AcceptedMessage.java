package io.sallyport.twin.outbound;

import io.sallyport.twin.people.Person;
import io.sallyport.twin.templates.TwinTemplate;
import java.time.Instant;

/** A send the twin has answered with 200, and what becomes of it. */
public record AcceptedMessage(
    String wamid,
    Send send,
    Person person,
    Recipient recipient,
    DeliveryResult result,
    Instant at) {

  SentMessage view() {
    Failure failure = result instanceof DeliveryResult.Failed failed ? failed.failure() : null;
    Pricing pricing =
        result instanceof DeliveryResult.Delivered delivered ? delivered.pricing() : null;
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
