package io.sallyport.redis.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.contact.Consent;
import io.sallyport.contact.Contact;
import io.sallyport.contact.Names;
import io.sallyport.ledger.ContactLists;
import io.sallyport.ledger.ContactLists.Consents;
import io.sallyport.ledger.ContactLists.Stated;
import io.sallyport.ledger.ContactLists.Waiting;
import io.sallyport.ledger.Observation;
import io.sallyport.ledger.Observation.ConsentStated;
import io.sallyport.ledger.Observation.Inbound;
import io.sallyport.ledger.Observation.Via;
import io.sallyport.redis.core.Scripts;
import io.sallyport.testkit.RealRedis;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class RedisContactListsTest {

  @RegisterExtension static final RealRedis REDIS = new RealRedis();

  private static final Instant THEN = Instant.ofEpochSecond(Instant.now().getEpochSecond() - 3600);

  private final RedisLedger ledger = Sample.ledger(REDIS);
  private final ContactLists lists =
      new RedisContactLists(new Scripts(REDIS.client()), Duration.ofSeconds(5));
  private final String number = Sample.number();

  private static <T> T await(Future<T> future) {
    return future.toCompletionStage().toCompletableFuture().join();
  }

  private static Contact contact(int i) {
    return new Contact("1650555" + (1000 + i));
  }

  private void observe(List<Observation> all) {
    await(ledger.observe(all));
  }

  private void writes(int contact, long secondsLater) {
    Names names = new Names(contact(contact), List.of());
    Instant at = THEN.plusSeconds(secondsLater);
    observe(List.of(new Inbound(number, names, at, Via.MESSAGE, false)));
  }

  private List<Contact> waiting(Instant from, int most) {
    return await(lists.waiting(number, from, most)).stream().map(Waiting::contact).toList();
  }

  @Test
  void whoWaitsLongestIsFirst() {
    writes(3, 20);
    writes(1, 10);
    writes(2, 10);
    writes(3, 30);

    assertThat(waiting(Instant.EPOCH, 10)).containsExactly(contact(1), contact(2), contact(3));
    assertThat(waiting(Instant.EPOCH, 1)).containsExactly(contact(1));
    assertThat(waiting(THEN.plusSeconds(10), 0)).containsExactly(contact(1), contact(2));
    assertThat(waiting(THEN.plusSeconds(11), 10)).containsExactly(contact(3));
    assertThat(await(lists.waiting(number, THEN.plusSeconds(20), 9)))
        .containsExactly(new Waiting(contact(3), THEN.plusSeconds(20)));
  }

  @Test
  void everyStatedConsentIsListedAndNoOtherNumbers() {
    int many = 1_200;
    List<Observation> stated = new ArrayList<>();
    for (int i = 0; i < many; i++) {
      stated.add(stated(number, i, i % 2 == 0));
    }
    stated.add(stated(number + "0", many, true));
    observe(stated);
    writes(many + 1, 0);

    List<Stated> all = new ArrayList<>();
    Consents step = await(lists.consents(number, null));
    all.addAll(step.some());
    while (step.next() != null) {
      step = await(lists.consents(number, step.next()));
      all.addAll(step.some());
    }

    assertThat(all.stream().map(Stated::contact).distinct())
        .containsExactlyInAnyOrderElementsOf(
            IntStream.range(0, many).mapToObj(RedisContactListsTest::contact).toList());
    assertThat(all)
        .contains(
            new Stated(contact(0), new Consent(Consent.State.OPT_IN, "shop floor", THEN)),
            new Stated(contact(1), new Consent(Consent.State.OPT_OUT, "shop floor", THEN)));
  }

  private static ConsentStated stated(String number, int contact, boolean optsIn) {
    Names names = new Names(contact(contact), List.of());
    return new ConsentStated(number, names, THEN, optsIn, "shop floor", false);
  }
}
