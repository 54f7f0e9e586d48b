package io.sallyport.redis.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.channel.Transport;
import io.sallyport.channel.Wazzup;
import io.sallyport.contact.Contact;
import io.sallyport.ledger.Acceptance;
import io.sallyport.ledger.GrayNews;
import io.sallyport.ledger.Reservation;
import io.sallyport.ledger.Verdict;
import io.sallyport.ledger.VirtualTime;
import io.sallyport.message.OutboundMessage;
import io.sallyport.redis.core.Clock;
import io.sallyport.redis.core.Scripts;
import io.sallyport.rule.BusinessNumber;
import io.sallyport.rule.Endpoint;
import io.sallyport.rule.GraySettings;
import io.sallyport.rule.GraySettings.FirstContactPolicy;
import io.sallyport.rule.Policies;
import io.sallyport.rule.PolicySettings;
import io.sallyport.rule.ProviderTerms;
import io.sallyport.rule.Rates;
import io.sallyport.rule.Submission;
import io.sallyport.testkit.Plain;
import io.sallyport.testkit.RealRedis;
import io.sallyport.testkit.Slow;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Sends and webhooks by chance, late, twice and in any order: what Redis decides is what a model
 * says that remembers everything that ever happened. Prints the seed and the confusion matrix.
 */
@Slow
class GrayAgreementTest {

  @RegisterExtension static final RealRedis REDIS = new RealRedis();

  private static final int STEPS = 100_000;
  private static final Duration SILENCE = Duration.ofDays(3);
  private static final GraySettings GRAY = new GraySettings(3, SILENCE, FirstContactPolicy.REJECT);

  /** A message of ours: when it was let out, and whether it counts. */
  private static final class Sent {
    final long at;
    final Reservation reservation;
    String messageId;
    boolean counts = true;

    Sent(long at, Reservation reservation) {
      this.at = at;
      this.reservation = reservation;
    }
  }

  /** Everything that happened with a contact. */
  private static final class Story {
    final List<Long> inbound = new ArrayList<>();
    final List<Long> refusedForWindow = new ArrayList<>();
    final List<Sent> sent = new ArrayList<>();

    long lastInbound() {
      return inbound.stream().mapToLong(it -> it).max().orElse(-1);
    }

    String verdict(Transport transport, long now) {
      long last = lastInbound();
      if (transport == Transport.WHATSAPP) {
        if (last < 0) {
          return "first_contact";
        }
        long unanswered = sent.stream().filter(one -> one.counts && one.at >= last).count();
        if (unanswered >= GRAY.maxUnanswered()) {
          return "unanswered";
        }
        return now / 1000 >= last / 1000 + SILENCE.toSeconds() ? "silence" : "pass";
      }
      long seconds = last / 1000;
      long shut = refusedForWindow.stream().mapToLong(it -> it / 1000).max().orElse(-1);
      long length = transport == Transport.WAPI ? 86_400 : 604_800;
      boolean isOpen = last >= 0 && shut < seconds && now < (seconds + length) * 1000;
      return isOpen ? "pass" : "window_closed";
    }
  }

  private final VirtualTime time = new VirtualTime();
  private final String channel = "c" + UUID.randomUUID();
  private final Scripts scripts = new Scripts(REDIS.client());
  private final Clock clock = new Clock(time::offset);
  private final RedisLedger redis =
      new RedisLedger(
          scripts,
          clock,
          Duration.ofSeconds(5),
          Duration.ofDays(1),
          effect -> {},
          nanos -> {},
          number -> Rates.STANDARD,
          Runnable::run);
  private final ProvidersMessages messages =
      new ProvidersMessages(scripts, Duration.ofSeconds(5), effect -> {});
  private final RedisChannelLedger ledger = new RedisChannelLedger(redis, messages);
  private final RedisGrayUpdates updates = new RedisGrayUpdates(messages, clock);
  private final Map<Contact, Story> stories = new HashMap<>();

  private static <T> T done(Future<T> call) {
    return call.toCompletionStage().toCompletableFuture().join();
  }

  @ParameterizedTest
  @EnumSource(names = {"WHATSAPP", "WAPI", "INSTAGRAM"})
  void redisDecidesAsTheModel(Transport transport) {
    long seed = Long.getLong("seed", System.nanoTime());
    Random random = new Random(seed);
    Map<String, Integer> matrix = new TreeMap<>();
    for (int i = 0; i < STEPS; i++) {
      Contact contact = new Contact("155501" + (10_000 + random.nextInt(40)));
      Story story = stories.computeIfAbsent(contact, first -> new Story());
      switch (random.nextInt(10)) {
        case 0 -> time.travel(Duration.ofMillis(random.nextInt(60_000_000)));
        case 1, 2 -> inbound(contact, story, random);
        case 3 -> ended(contact, story, random);
        default -> send(transport, contact, story, matrix, seed);
      }
      time.travel(Duration.ofMillis(1 + random.nextInt(1_500)));
    }
    System.out.println("gray agreement " + transport + " seed " + seed + " " + matrix);
    assertThat(matrix.keySet())
        .allMatch(pair -> pair.split(" as ")[0].equals(pair.split(" as ")[1]));
  }

  private void inbound(Contact contact, Story story, Random random) {
    long at = time.now().toEpochMilli() - (random.nextBoolean() ? 0 : random.nextInt(200_000_000));
    story.inbound.add(at);
    String id = UUID.randomUUID().toString();
    GrayNews news = new GrayNews.Inbound(channel, contact, Instant.ofEpochMilli(at), id, false);
    done(updates.observe(random.nextInt(4) == 0 ? List.of(news, news) : List.of(news)));
  }

  /** A message of ours is taken, fails, or is refused; a failure may come before the taking. */
  private void ended(Contact contact, Story story, Random random) {
    if (story.sent.isEmpty()) {
      return;
    }
    Sent sent = story.sent.get(random.nextInt(story.sent.size()));
    boolean isNew = sent.messageId == null && sent.counts;
    if (isNew && random.nextInt(4) == 0) {
      sent.counts = false;
      done(ledger.release(sent.reservation));
      return;
    } else if (!sent.counts && sent.messageId == null) {
      return;
    }
    String id = isNew ? UUID.randomUUID().toString() : sent.messageId;
    boolean fails = random.nextInt(3) == 0;
    boolean isEarly = isNew && fails && random.nextBoolean();
    if (isEarly) {
      fail(story, sent, id, random);
    }
    if (isNew) {
      sent.messageId = id;
      done(ledger.commit(sent.reservation, new Acceptance(id, List.of())));
    }
    if (fails && !isEarly) {
      fail(story, sent, id, random);
    }
  }

  private void fail(Story story, Sent sent, String id, Random random) {
    Instant at = time.now();
    Duration window = random.nextBoolean() ? Duration.ofHours(24) : null;
    sent.counts = false;
    if (window != null) {
      // What the contact wrote since then opens a window all the same.
      story.refusedForWindow.add(sent.at);
    }
    done(updates.observe(List.of(new GrayNews.Failed(id, at, window))));
  }

  private void send(
      Transport transport, Contact contact, Story story, Map<String, Integer> matrix, long seed) {
    long now = time.now().toEpochMilli();
    String expected = story.verdict(transport, now);
    Verdict verdict = done(ledger.admit(channel, contact, terms(transport, contact)));
    String found =
        verdict instanceof Verdict.Refused refused ? refused.grounds().reason().wire() : "pass";
    matrix.merge(found + " as " + expected, 1, Integer::sum);
    assertThat(found).as("seed " + seed + " at " + matrix).isEqualTo(expected);
    if (verdict instanceof Verdict.Admitted admitted) {
      story.sent.add(new Sent(now, admitted.reservation()));
    }
  }

  private io.sallyport.rule.Terms terms(Transport transport, Contact contact) {
    Wazzup wazzup = new Wazzup(transport, transport.rules(GRAY));
    return policies
        .computeIfAbsent(
            transport,
            one ->
                new Policies(
                    wazzup.rules(),
                    settings(),
                    null,
                    new ProviderTerms(wazzup.rules(), one.window(GRAY))))
        .terms(
            new Submission(
                new BusinessNumber(channel, channel, false, null, channel, null, Rates.DEFAULT),
                Endpoint.WAZZUP_MESSAGE,
                OutboundMessage.onChannel(contact, false, "text"),
                null,
                false,
                time.now()));
  }

  private final Map<Transport, Policies> policies = new HashMap<>();

  private static PolicySettings settings() {
    return Plain.settings(
        Set.of(),
        PolicySettings.UnknownWindow.REJECT,
        Duration.ZERO,
        PolicySettings.DirectSend.OFF,
        PolicySettings.StoreFailure.REJECT,
        false,
        Map.of(),
        new PolicySettings.Marketing(2, Duration.ofDays(1), true, Duration.ZERO));
  }
}
