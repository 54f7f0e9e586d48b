package io.sallyport.redis;

import static io.sallyport.redis.Lives.seconds;

import io.sallyport.contact.Contact;
import io.sallyport.redis.Scripts.Call;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.List;

/** A contact is forgotten, by forget.lua; it has to be told the aliases, whose buckets are keys. */
final class Forgetting extends Step {

  private final String phoneNumberId;
  private Contact where;
  private String others = "";

  Forgetting(String phoneNumberId, Contact name) {
    this.phoneNumberId = phoneNumberId;
    this.where = name;
  }

  @Override
  Call call() {
    List<String> keys = new ArrayList<>();
    keys.add(Keys.contact(phoneNumberId, where));
    keys.add(Keys.names(phoneNumberId, where));
    keys.add(Keys.waiting(phoneNumberId));
    keys.add(Keys.pairRate(phoneNumberId, where));
    keys.add(Keys.windows(phoneNumberId));
    for (String other : others.split(",", -1)) {
      if (!other.isEmpty()) {
        keys.add(Keys.names(phoneNumberId, new Contact(other)));
      }
    }
    return new Call(Script.FORGET, keys, List.of(where.id(), others, seconds(Lives.CONSENT)));
  }

  @Override
  boolean isDone(Response answer) {
    switch (answer.get(0).toString()) {
      case "moved" -> {
        where = new Contact(answer.get(1).toString());
        others = "";
      }
      case "others" -> others = answer.get(1).toString();
      default -> {
        return true;
      }
    }
    return false;
  }
}
