package io.sallyport.twin.control;

import io.sallyport.twin.http.Request;
import io.sallyport.twin.http.Response;
import io.sallyport.twin.outbound.SentMessages;
import io.sallyport.twin.people.ContactName;
import io.sallyport.twin.people.People;
import io.sallyport.twin.people.Person;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import java.util.Optional;

/** {@code /twin/messages}: accepted sends and what becomes of them. */
public final class MessageControl implements Control {
  private final SentMessages sent;
  private final People people;

  public MessageControl(SentMessages sent, People people) {
    this.sent = sent;
    this.people = people;
  }

  @Override
  public Future<Response> answer(Request request) {
    if (request.is("GET", 3)) {
      return sent.find(request.segment(2))
          .map(message -> Control.done(Response.ok(message.view())))
          .orElseGet(() -> Control.unknown(request));
    }
    if (!request.is("GET", 2)) {
      return Control.unknown(request);
    }
    String to = request.query().get("to");
    JsonArray found = new JsonArray();
    sent.all().stream()
        .filter(message -> to == null || isOne(ContactName.of(to), new ContactName(message.to())))
        .forEach(message -> found.add(message.view()));
    return Control.done(Response.ok(found));
  }

  /** Whether both are names of one person. */
  private boolean isOne(ContactName name, ContactName other) {
    Optional<Person> person = people.find(name);
    return name.key().equals(other.key())
        || (person.isPresent() && person.equals(people.find(other)));
  }
}
