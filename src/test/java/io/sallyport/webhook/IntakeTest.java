package io.sallyport.webhook;

import static io.sallyport.webhook.Deliveries.AT;
import static io.sallyport.webhook.Deliveries.PHONE_NUMBER_ID;
import static io.sallyport.webhook.Deliveries.SECOND_ID;
import static io.sallyport.webhook.Deliveries.WABA;
import static io.sallyport.webhook.Deliveries.names;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.contact.Contact;
import io.sallyport.event.Unheard;
import io.sallyport.ledger.Leaving;
import io.sallyport.ledger.LedgerUpdates;
import io.sallyport.ledger.MemoryMessagingLimits;
import io.sallyport.ledger.NumberNews;
import io.sallyport.ledger.NumberNews.Disabled;
import io.sallyport.ledger.Observation;
import io.sallyport.ledger.Observation.Answered;
import io.sallyport.template.Category;
import io.sallyport.template.MemoryTemplates;
import io.sallyport.template.ScriptedSource;
import io.sallyport.template.Template;
import io.sallyport.template.TemplateEvent.CategoryChanged;
import io.sallyport.template.TemplateRegistry;
import io.sallyport.testkit.Plain;
import io.sallyport.webhook.Webhook.TemplateNews;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class IntakeTest {

  private static final Observation ANSWER = new Answered(PHONE_NUMBER_ID, names("16505551234"), AT);

  /** Remembers what it was told, and fails or waits where the test says so. */
  private static final class Told implements LedgerUpdates {
    final List<String> calls = new ArrayList<>();
    final Map<String, @Nullable Instant> newest = new HashMap<>();
    final Queue<Promise<Void>> waiting = new ArrayDeque<>();
    String failing = "nothing";
    String holding = "nothing";

    private Future<Void> told(String call) {
      calls.add(call);
      Promise<Void> answer = Promise.promise();
      if (call.startsWith(failing)) {
        answer.fail(new IllegalStateException("Redis does not answer"));
      } else if (call.startsWith(holding)) {
        waiting.add(answer);
      } else {
        answer.complete();
      }
      return answer.future();
    }

    @Override
    public Future<List<Leaving>> observe(List<? extends Observation> observations) {
      return told("observe " + observations.size()).map(List.of());
    }

    @Override
    public Future<Void> observe(NumberNews news) {
      return told("news " + news.phoneNumberId() + " " + ((Disabled) news).disabled());
    }

    @Override
    public Future<Void> cover(String phoneNumberId, boolean afterGap, @Nullable Instant at) {
      newest.put(phoneNumberId, at);
      return told("cover " + phoneNumberId + (afterGap ? " after a gap" : ""));
    }

    @Override
    public Future<Void> forget(String phoneNumberId, Contact contact) {
      throw new AssertionError("nobody is forgotten here");
    }
  }

  private final Told ledger = new Told();
  private final ScriptedSource meta = new ScriptedSource();
  private final Intake intake =
      new Intake(
          ledger,
          () -> AT,
          new SharedStatuses(
              Plain.shared(new MemoryMessagingLimits(Instant::now)),
              number -> Optional.of("102290129340398")),
          new TemplateRegistry(meta, new MemoryTemplates(), Duration.ofSeconds(10)),
          Unheard.announcer(),
          Unheard.windows(),
          Unheard.ai(),
          Unheard.replies());

  private static Webhook of(String... numbers) {
    return new Webhook(
        new LinkedHashSet<>(List.of(numbers)),
        List.of(ANSWER),
        List.of(),
        List.of(),
        List.of(),
        0,
        0);
  }

  private List<String> calls() {
    List<String> calls = List.copyOf(ledger.calls);
    ledger.calls.clear();
    return calls;
  }

  private void store(Webhook webhook) {
    intake.store(webhook).await().atMost(Duration.ofSeconds(5));
  }

  private void failToStore(Webhook webhook) {
    assertThatThrownBy(() -> store(webhook)).hasMessageContaining("Redis does not answer");
  }

  @Test
  void everythingIsStoredOnceAndTheNumbersCoveredLast() {
    store(
        new Webhook(
            new LinkedHashSet<>(List.of(SECOND_ID, PHONE_NUMBER_ID)),
            List.of(ANSWER, ANSWER),
            List.of(
                new Disabled(SECOND_ID, AT, true),
                new Disabled(PHONE_NUMBER_ID, AT, true),
                new Disabled(SECOND_ID, AT, false)),
            List.of(),
            List.of(),
            0,
            0));

    assertThat(calls())
        .containsExactly(
            "observe 2",
            "news " + SECOND_ID + " true",
            "news " + PHONE_NUMBER_ID + " true",
            "news " + SECOND_ID + " false",
            "cover " + SECOND_ID,
            "cover " + PHONE_NUMBER_ID);
    assertThat(ledger.newest).containsEntry(PHONE_NUMBER_ID, AT).containsEntry(SECOND_ID, null);
  }

  @Test
  void whatFailsCoversNothingAndLeavesAGapForTheNextThatIsStored() {
    ledger.failing = "observe";
    failToStore(of(PHONE_NUMBER_ID));
    failToStore(of(PHONE_NUMBER_ID));
    assertThat(calls()).containsExactly("observe 1", "observe 1");

    ledger.failing = "nothing";
    store(of(SECOND_ID));
    store(of(PHONE_NUMBER_ID));
    store(of(PHONE_NUMBER_ID));

    assertThat(calls())
        .containsExactly(
            "observe 1",
            "cover " + SECOND_ID,
            "observe 1",
            "cover " + PHONE_NUMBER_ID + " after a gap",
            "observe 1",
            "cover " + PHONE_NUMBER_ID);
  }

  @Test
  void aGapStaysUntilTheLedgerHasHeardOfIt() {
    ledger.failing = "observe";
    failToStore(of(PHONE_NUMBER_ID));
    ledger.failing = "cover";
    failToStore(of(PHONE_NUMBER_ID));
    calls();

    ledger.failing = "nothing";
    store(of(PHONE_NUMBER_ID));

    assertThat(calls()).containsExactly("observe 1", "cover " + PHONE_NUMBER_ID + " after a gap");
  }

  @Test
  void aGapThatOpensWhileAnotherIsToldIsToldNext() {
    ledger.failing = "observe";
    failToStore(of(PHONE_NUMBER_ID));
    ledger.failing = "nothing";
    ledger.holding = "cover";
    intake.store(of(PHONE_NUMBER_ID)).subscribe().with(stored -> {}, failure -> {});
    ledger.failing = "observe";
    failToStore(of(PHONE_NUMBER_ID));
    ledger.waiting.remove().complete(null);
    calls();

    ledger.failing = "nothing";
    ledger.holding = "nothing";
    store(of(PHONE_NUMBER_ID));

    assertThat(calls()).containsExactly("observe 1", "cover " + PHONE_NUMBER_ID + " after a gap");
  }

  @Test
  void newsThatCannotBeStoredFailsTheDelivery() {
    ledger.failing = "news " + PHONE_NUMBER_ID;

    failToStore(
        new Webhook(
            Set.of(),
            List.of(),
            List.of(new Disabled(PHONE_NUMBER_ID, AT, true)),
            List.of(),
            List.of(),
            0,
            0));
  }

  @Test
  void templateNewsIsStoredEvenWhenContactsNewsCannotBe() {
    Template.Key key = new Template.Key("order_confirmation", "en_US");
    ledger.failing = "observe";

    failToStore(
        new Webhook(
            Set.of(),
            List.of(ANSWER),
            List.of(),
            List.of(new TemplateNews(WABA, new CategoryChanged(key, AT, Category.MARKETING))),
            List.of(),
            0,
            0));

    // A template that is not known is asked for.
    assertThat(meta.questions()).isEqualTo(1);
  }
}
