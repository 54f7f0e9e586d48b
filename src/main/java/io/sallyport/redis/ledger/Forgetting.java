package io.sallyport.redis.ledger;

import io.sallyport.contact.Contact;
import io.sallyport.redis.core.Call;
import io.sallyport.redis.core.Keys;
import io.sallyport.redis.core.Script;
import io.sallyport.redis.core.Step;
import io.vertx.redis.client.Response;

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
  public Call call() {
    Call call =
        Script.FORGET
            .call()
            .key("contact", Keys.contact(phoneNumberId, where))
            .key("names", Keys.names(phoneNumberId, where))
            .key("waiting", Keys.waiting(phoneNumberId))
            .key("pair_rate", Keys.pairRate(phoneNumberId, where))
            .key("windows", Keys.windows(phoneNumberId))
            .set("name", where.id())
            .set("others", others);
    addOthers(call, phoneNumberId, others);
    return call;
  }

  /** The buckets of a contact's aliases, as they stand in its record. */
  static void addOthers(Call call, String phoneNumberId, String others) {
    for (String other : others.split(",", -1)) {
      if (!other.isEmpty()) {
        call.each().key("names", Keys.names(phoneNumberId, new Contact(other)));
      }
    }
  }

  @Override
  public boolean isDone(Response answer) {
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
