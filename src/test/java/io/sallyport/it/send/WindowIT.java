package io.sallyport.it.send;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import io.sallyport.testkit.Answer;
import io.sallyport.testkit.Bodies;
import io.sallyport.testkit.Events;
import io.sallyport.testkit.Gateway;
import io.sallyport.testkit.Scenario;
import io.sallyport.testkit.World;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Free-form passes while the customer service window is open, and not a second longer. */
@QuarkusIntegrationTest
@WithTestResource(World.class)
class WindowIT extends Scenario {
  private static final Duration DAY = Duration.ofHours(24);

  @Test
  void isOpenOneSecondBeforeItsEndAndClosedOneSecondAfter() {
    String contact;
    Instant end;
    Answer before;
    do {
      contact = newContact();
      end = now().plusSeconds(3);
      wrote(contact, end.minus(DAY));
      sleepUntil(end.minusMillis(1500));
      before = gateway().send(Bodies.text(contact));
      // Another time, if the machine was busy meanwhile.
    } while (!Instant.now().isBefore(end));
    sleepUntil(end.plusMillis(1000));
    Answer after = gateway().send(Bodies.text(contact));

    assertThat(before.assertForwarded().header("Sallyport-Window-Expires"))
        .isEqualTo(end.toString());
    after
        .assertRefused(400, 131047, "window_closed")
        .contains(end.minus(DAY).toString(), end.toString(), "MARKETING, UTILITY");
    assertThat(after.header("Sallyport-Window")).isEqualTo("closed");
    assertThat(after.header("Sallyport-Window-Expires")).isNull();
    assertThat(after.header("Sallyport-Category")).isEqualTo("service");
    assertThat(reachedMeta(contact)).hasSize(1);
  }

  @Test
  void isClosedForAMessageOfADayAndASecondAgo() {
    String contact = newContact();
    wrote(contact, now().minus(DAY).minusSeconds(1));

    Answer answer = gateway().send(Bodies.text(contact));

    answer.assertRefused(400, 131047, "window_closed");
    assertThat(reachedMeta(contact)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"1,2,3", "1,3,2", "2,1,3", "2,3,1", "3,1,2", "3,2,1"})
  void endsADayAfterTheNewestMessageInWhateverOrder(int first, int second, int third) {
    String contact = newContact();
    Instant now = now();

    for (int hours : List.of(first, second, third, first, third)) {
      wrote(contact, now.minus(Duration.ofHours(hours)));
    }

    assertExpires(contact, now.minus(Duration.ofHours(1)).plus(DAY));
  }

  @Test
  void isNotExtendedByARedeliveredMessage() {
    String contact = newContact();
    JsonObject old = Events.inbound(contact, now().minus(DAY).minusSeconds(60));
    JsonObject recent = Events.inbound(contact, now().minus(Duration.ofHours(23)));

    tell(old);
    tell(recent);
    tell(old, recent, old);

    assertExpires(contact, now().plus(Duration.ofHours(1)));
  }

  @Test
  void staysClosedWhenAnOldMessageIsRedelivered() {
    String contact = newContact();
    JsonObject old = Events.inbound(contact, now().minus(DAY).minusSeconds(60));

    tell(old);
    tell(old, old);
    tell(old);

    gateway().send(Bodies.text(contact)).assertRefused(400, 131047, "window_closed");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text",
        "image",
        "video",
        "audio",
        "document",
        "sticker",
        "location",
        "contacts",
        "reaction",
        "button",
        "interactive",
        "order",
        "unsupported",
        "request_welcome",
        "later"
      })
  void isOpenedByEveryTypeOfMessage(String type) {
    String contact = contactWithClosedWindow();

    tell(Events.inbound(World.NUMBER, JsonObject.of("from", contact), type, now()));

    gateway().send(Bodies.text(contact)).assertForwarded();
  }

  @Test
  void isOpenedByACopyUnderStandby() {
    String contact = contactWithClosedWindow();
    JsonObject message = Events.message(JsonObject.of("from", contact), "text", now());

    tell(
        Events.change(
            "standby",
            Events.of(World.NUMBER)
                .put("standby", JsonObject.of("messages", JsonArray.of(message)))));

    gateway().send(Bodies.text(contact)).assertForwarded();
  }

  /** What is no message of the customer. */
  enum NoMessage {
    SYSTEM {
      @Override
      JsonObject about(String contact) {
        return Events.inbound(World.NUMBER, JsonObject.of("from", contact), "system", now());
      }
    },
    READ {
      @Override
      JsonObject about(String contact) {
        return Events.statuses(Events.status(contact, Events.newWamid(), "read", now()));
      }
    },
    HISTORY {
      @Override
      JsonObject about(String contact) {
        JsonObject message = Events.message(JsonObject.of("from", contact), "text", now());
        JsonObject thread = JsonObject.of("id", contact, "messages", JsonArray.of(message));
        JsonObject history = JsonObject.of("threads", JsonArray.of(thread));
        return Events.change(
            "history",
            Events.of(World.NUMBER)
                .put("history", JsonArray.of(history))
                .put("messages", JsonArray.of(message)));
      }
    },
    ECHO {
      @Override
      JsonObject about(String contact) {
        return Events.change(
            "smb_message_echoes",
            Events.of(World.NUMBER).put("message_echoes", JsonArray.of(echo(contact))));
      }
    },
    EDIT {
      @Override
      JsonObject about(String contact) {
        return Events.inbound(World.NUMBER, JsonObject.of("from", contact), "edit", now());
      }
    },
    REVOKE {
      @Override
      JsonObject about(String contact) {
        return Events.inbound(World.NUMBER, JsonObject.of("from", contact), "revoke", now());
      }
    },
    STANDBY_REVOKE {
      @Override
      JsonObject about(String contact) {
        JsonObject message = Events.message(JsonObject.of("from", contact), "revoke", now());
        JsonObject copies = JsonObject.of("messages", JsonArray.of(message));
        return Events.change("standby", Events.of(World.NUMBER).put("standby", copies));
      }
    },
    REACTION_TAKEN_BACK {
      @Override
      JsonObject about(String contact) {
        JsonObject message = Events.message(JsonObject.of("from", contact), "reaction", now());
        message.put("reaction", JsonObject.of("message_id", Events.newWamid()));
        return Events.messages(World.NUMBER, message);
      }
    },
    RINGING {
      @Override
      JsonObject about(String contact) {
        JsonObject status =
            Events.status(contact, "wacid.HBgL", "RINGING", now()).put("type", "call");
        return Events.change(
            "calls", Events.of(World.NUMBER).put("statuses", JsonArray.of(status)));
      }
    },
    PREFERENCE {
      @Override
      JsonObject about(String contact) {
        return Events.preference(contact, "signup", now());
      }
    },
    STANDBY_ECHO {
      @Override
      JsonObject about(String contact) {
        JsonObject echoes = JsonObject.of("message_echoes", JsonArray.of(echo(contact)));
        return Events.change("standby", Events.of(World.NUMBER).put("standby", echoes));
      }
    };

    abstract JsonObject about(String contact);

    static JsonObject echo(String contact) {
      return Events.message(JsonObject.of("from", "15550783881", "to", contact), "text", now());
    }
  }

  @ParameterizedTest
  @EnumSource(NoMessage.class)
  void isNotOpenedByWhatTheCustomerDidNotWrite(NoMessage event) {
    String contact = contactWithClosedWindow();

    tell(event.about(contact));

    gateway().send(Bodies.text(contact)).assertRefused(400, 131047, "window_closed");
  }

  /**
   * What is changed or taken back lately was written before
   * (platform-facts.md#changed-and-withdrawn-messages).
   */
  @Test
  void endsADayAfterTheMessageThatWasChangedSince() {
    String contact = newContact();
    Instant wroteAt = now().minus(Duration.ofHours(23));
    wrote(contact, wroteAt);

    tell(NoMessage.EDIT.about(contact), NoMessage.REVOKE.about(contact));

    assertExpires(contact, wroteAt.plus(DAY));
  }

  /**
   * The card answers {@code request_contact_info}: only the contacts name its sender
   * (platform-facts.md#contact-requests).
   */
  @Test
  void isOpenedByACardThatWasAskedForUnderTheUserIdOnly() {
    String userId = "US." + newContact() + "1208655302";
    String cardsPhone = contactWithClosedWindow();
    JsonObject card =
        JsonObject.of("origin", "contact_request/" + Events.newWamid())
            .put("phones", JsonArray.of(JsonObject.of("phone", cardsPhone, "wa_id", cardsPhone)));
    JsonObject message =
        Events.message(new JsonObject(), "contacts", now()).put("contacts", JsonArray.of(card));
    JsonObject sender = JsonObject.of("profile", new JsonObject(), "user_id", userId);
    JsonObject value =
        Events.of(World.NUMBER)
            .put("contacts", JsonArray.of(sender))
            .put("messages", JsonArray.of(message));

    tell(Events.change("messages", value));

    JsonObject send = Bodies.text(cardsPhone);
    gateway().send(send).assertRefused(400, 131047, "window_closed");
    send.remove("to");
    gateway().send(send.put("recipient", userId)).assertForwarded();
    Answer known = gateway().get("/sallyport/v1/numbers/" + World.NUMBER + "/contacts/" + userId);
    assertThat(known.json().getJsonArray("names")).containsExactly(userId);
  }

  @ParameterizedTest
  @ValueSource(strings = {"US.", "US.ENT."})
  void isKeptForAUserIdWithoutAPhoneNumber(String before) {
    String userId = before + newContact() + "9120865530274";
    JsonObject send = Bodies.textToUser(userId, "hi").putNull("recipient_type");
    tell(
        Events.inbound(
            World.NUMBER, JsonObject.of("from_user_id", userId), "text", now().minus(DAY)));
    gateway().send(send).assertRefused(400, 131047, "window_closed");

    tell(Events.inbound(World.NUMBER, JsonObject.of("from_user_id", userId), "text", now()));

    gateway().send(send).assertForwarded();
  }

  @Test
  void isKeptForAGroupApartFromItsMembers() {
    String member = contactWithClosedWindow();
    String group = "Y2FwaV9ncm91cDox" + member + "==";
    JsonObject toGroup = Bodies.text(group).put("recipient_type", "group");

    tell(
        Events.inbound(
            World.NUMBER, JsonObject.of("from", member, "group_id", group), "text", now()));

    gateway().send(toGroup).assertForwarded();
    gateway().send(Bodies.text(member)).assertRefused(400, 131047, "window_closed");
  }

  @Test
  void isKeptPerBusinessNumber() {
    String contact = contactWithOpenWindow();

    Answer other = gateway().post(Gateway.messages(World.QUIET_NUMBER), Bodies.text(contact));

    other.assertRefused(400, 131047, "window_closed");
    assertThat(other.header("Sallyport-Window")).isEqualTo("unknown");
  }

  @Test
  void isClosedByMetasWordAndReopenedByANewerMessage() {
    String contact = newContact();
    Instant wroteAt = now().minusSeconds(60);
    wrote(contact, wroteAt);

    tell(Events.failed(contact, Events.newWamid(), 131047, wroteAt.plusSeconds(30)));
    Answer closed = gateway().send(Bodies.text(contact));
    wrote(contact, wroteAt);
    Answer stillClosed = gateway().send(Bodies.text(contact));
    wrote(contact, wroteAt.plusSeconds(31));

    closed
        .assertRefused(400, 131047, "window_closed")
        .contains(wroteAt.toString(), wroteAt.plusSeconds(30).toString());
    stillClosed.assertRefused(400, 131047, "window_closed");
    gateway().send(Bodies.text(contact)).assertForwarded();
  }

  @Test
  void isNotClosedByMetasWordOfBeforeTheNewestMessage() {
    String contact = newContact();
    wrote(contact, now());

    tell(Events.failed(contact, Events.newWamid(), 131047, now().minusSeconds(60)));

    gateway().send(Bodies.text(contact)).assertForwarded();
  }

  @Test
  void isUnknownWhileNoWebhookOfTheNumberWasSeen() {
    String contact = newContact();
    String messages = Gateway.messages(World.NEW_NUMBER);

    Answer unseen = gateway().post(messages, Bodies.text(contact));
    tell(
        Events.inbound(
            World.NEW_NUMBER, JsonObject.of("from", newContact()), "text", Instant.now()));
    Answer seen = gateway().post(messages, Bodies.text(contact));

    unseen
        .assertRefused(400, 131047, "window_closed")
        .contains("no webhook of this number has been seen", "sallyport.policy.unknown-window");
    assertThat(unseen.header("Sallyport-Window")).isEqualTo("unknown");
    seen.assertRefused(400, 131047, "window_closed").contains("seen since");
    assertThat(seen.header("Sallyport-Window")).isEqualTo("unknown");
    gateway().post(messages, Bodies.utility(contact)).assertForwarded();
  }

  private void assertExpires(String contact, Instant end) {
    Answer answer = gateway().send(Bodies.text(contact)).assertForwarded();
    assertThat(Instant.parse(answer.header("Sallyport-Window-Expires")))
        .isBetween(end.minusSeconds(5), end.plusSeconds(1));
  }
}
