package io.sallyport.redis;

import io.sallyport.admission.Ledger;
import io.sallyport.admission.Observation;
import io.sallyport.admission.Observation.Effect;
import io.sallyport.admission.Reservation;
import io.sallyport.admission.Verdict;
import io.sallyport.contact.Contact;
import io.sallyport.contact.Window;
import io.sallyport.message.MetaError;
import io.sallyport.policy.PolicySettings.Marketing;
import io.sallyport.policy.Terms;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.vertx.UniHelper;
import io.vertx.core.Future;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Response;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import java.util.zip.CRC32;

/**
 * The ledger on Redis: one script per call, one round trip. The scripts keep what Meta said (the
 * newest inbound, the failures) and derive every verdict from it, so that order and repetition of
 * webhooks cannot matter.
 */
public final class RedisLedger implements Ledger {

  /** A record nobody touched for so long only tells when a closed window closed. */
  private static final Duration SHORTEST_RECORD_LIFE = Duration.ofDays(30);

  /** A stop must outlive every campaign. */
  private static final Duration PREFERENCE_LIFE = Duration.ofDays(5 * 365);

  /** Webhooks silent for so long are a gap. */
  private static final Duration NUMBER_LIFE = Duration.ofDays(7);

  private static final Duration FIRST_COOL_DOWN = Duration.ofHours(24);
  private static final Duration LONGEST_COOL_DOWN = Duration.ofDays(7);

  /** 24 h doubled three times is past the longest cool-down. */
  private static final int FAILURES_REMEMBERED = 4;

  private static final int EARLY_FAILURES_REMEMBERED = 8;

  /** How often, and how fast at first, what an unanswered admission may hold is given back. */
  private static final int GIVE_BACK_TRIES = 8;

  private static final Duration GIVE_BACK_BACKOFF = Duration.ofMillis(500);

  private final Scripts scripts;
  private final Supplier<Duration> clockOffset;
  private final Duration timeout;
  private final Duration recordLife;
  private final LongConsumer roundTrip;
  private final Map<Terms, List<String>> encodedTerms = new ConcurrentHashMap<>();

  /** Redis's time minus this machine's, ms, as of the last answer. */
  private volatile long ahead;

  /**
   * @param clockOffset added to Redis's time everywhere
   * @param timeout after which a send is undecided, and a webhook not stored
   * @param allowance how long a record must live to enforce it
   * @param roundTrip told how long each admission took, ns
   */
  public RedisLedger(
      Redis redis,
      Supplier<Duration> clockOffset,
      Duration timeout,
      Marketing allowance,
      LongConsumer roundTrip) {
    this.scripts = new Scripts(redis);
    this.clockOffset = clockOffset;
    this.timeout = timeout;
    Duration needed = allowance.window().plus(allowance.minGap()).plus(LONGEST_COOL_DOWN);
    this.recordLife = needed.compareTo(SHORTEST_RECORD_LIFE) > 0 ? needed : SHORTEST_RECORD_LIFE;
    this.roundTrip = roundTrip;
    this.ahead = clockOffset.get().toMillis();
  }

  @Override
  public Uni<Verdict> admit(String phoneNumberId, Contact contact, Terms terms) {
    return UniHelper.toUni(decide(phoneNumberId, contact, terms));
  }

  private Future<Verdict> decide(String phoneNumberId, Contact contact, Terms terms) {
    String reservationId = "r" + Long.toHexString(ThreadLocalRandom.current().nextLong());
    Reservation reservation = new Reservation(phoneNumberId, contact, reservationId);
    long asked = System.nanoTime();
    Future<Verdict> decided =
        scripts
            .run(Script.ADMIT, keys(phoneNumberId, contact), arguments(reservationId, terms))
            .onComplete(answered -> roundTrip.accept(System.nanoTime() - asked))
            .map(reply -> verdict(reply, reservation));
    return decided
        .timeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
        .otherwise(
            failure -> {
              if (terms.marketing() != null) {
                decided.onComplete(late -> giveBack(reservation));
              }
              return new Verdict.Undecided();
            });
  }

  /**
   * The caller was told that nothing was decided. The script may have run all the same: its answer
   * came too late, or was lost with the connection.
   */
  private void giveBack(Reservation reservation) {
    release(reservation)
        .onFailure()
        .retry()
        .withBackOff(GIVE_BACK_BACKOFF)
        .atMost(GIVE_BACK_TRIES)
        .subscribe()
        .with(done -> {}, failure -> {});
  }

  @Override
  public Uni<Void> commit(Reservation reservation, String wamid) {
    return settle(reservation, mark(wamid));
  }

  @Override
  public Uni<Void> release(Reservation reservation) {
    return settle(reservation, "");
  }

  private Uni<Void> settle(Reservation reservation, String mark) {
    List<String> keys = List.of(Keys.contact(reservation.phoneNumberId(), reservation.contact()));
    return within(() -> scripts.run(Script.SETTLE, keys, List.of(reservation.id(), mark)))
        .replaceWithVoid();
  }

  @Override
  public Uni<Effect> observe(Observation observation) {
    List<String> keys = List.of(Keys.contact(observation.phoneNumberId(), observation.contact()));
    return within(() -> scripts.run(script(observation), keys, arguments(observation)))
        .map(reply -> reply.toInteger() == 1 ? Effect.WINDOW_OPENED : Effect.NONE);
  }

  @Override
  public Uni<Void> cover(String phoneNumberId) {
    List<String> keys = List.of(Keys.number(phoneNumberId));
    return within(() -> scripts.run(Script.COVERED, keys, List.of(offset(), seconds(NUMBER_LIFE))))
        .replaceWithVoid();
  }

  @Override
  public Instant now() {
    return Instant.ofEpochMilli(System.currentTimeMillis() + ahead);
  }

  private static Script script(Observation observation) {
    if (observation instanceof Observation.InboundMessage) {
      return Script.INBOUND;
    }
    return observation instanceof Observation.SendFailed ? Script.FAILED : Script.PREFERENCE;
  }

  private List<String> arguments(Observation observation) {
    String at = Long.toString(observation.at().getEpochSecond());
    if (observation instanceof Observation.InboundMessage) {
      return List.of(
          offset(), at, seconds(Window.LENGTH), seconds(recordLife), seconds(PREFERENCE_LIFE));
    } else if (observation instanceof Observation.SendFailed failed) {
      return List.of(
          at,
          mark(failed.wamid()),
          meaning(failed.code()),
          Integer.toString(FAILURES_REMEMBERED),
          Integer.toString(EARLY_FAILURES_REMEMBERED),
          seconds(recordLife),
          seconds(PREFERENCE_LIFE));
    }
    boolean stopped = ((Observation.MarketingPreference) observation).stopped();
    return List.of(at, stopped ? "out" : "in", seconds(PREFERENCE_LIFE));
  }

  /** What an error says of the contact, in the words of failed.lua. */
  private static String meaning(int code) {
    if (code == MetaError.RE_ENGAGEMENT.code()) {
      return "shut";
    } else if (code == MetaError.NOT_DELIVERED_BY_CHOICE.code()) {
      return "rest";
    }
    return code == MetaError.MARKETING_STOPPED.code() ? "stop" : "";
  }

  private List<String> arguments(String reservationId, Terms terms) {
    List<String> constant = encodedTerms.computeIfAbsent(terms, this::encode);
    List<String> arguments = new ArrayList<>(constant.size() + 2);
    arguments.add(offset());
    arguments.add(reservationId);
    arguments.addAll(constant);
    return arguments;
  }

  private List<String> encode(Terms terms) {
    var marketing = terms.marketing();
    List<String> encoded = new ArrayList<>();
    encoded.add(seconds(Window.LENGTH));
    encoded.add(Long.toString(terms.windowMargin().toMillis()));
    encoded.add(flag(terms.needsWindow()));
    encoded.add(flag(terms.unknownWindowPasses()));
    encoded.add(flag(marketing != null));
    if (marketing != null) {
      encoded.add(Integer.toString(marketing.max()));
      encoded.add(seconds(marketing.window()));
      encoded.add(seconds(marketing.minGap()));
      encoded.add(flag(marketing.resetOnReply()));
      encoded.add(seconds(FIRST_COOL_DOWN));
      encoded.add(seconds(LONGEST_COOL_DOWN));
      encoded.add(seconds(recordLife));
      encoded.add(seconds(PREFERENCE_LIFE));
    }
    return List.copyOf(encoded);
  }

  private Verdict verdict(Response reply, Reservation reservation) {
    AdmitReply admit = new AdmitReply(reply);
    ahead = admit.nowMillis() - System.currentTimeMillis();
    return admit.verdict(reservation);
  }

  /** Runs when subscribed to, each time anew. */
  private <T> Uni<T> within(Supplier<Future<T>> call) {
    return Uni.createFrom()
        .deferred(
            () -> UniHelper.toUni(call.get().timeout(timeout.toMillis(), TimeUnit.MILLISECONDS)));
  }

  private String offset() {
    return Long.toString(clockOffset.get().toMillis());
  }

  private static List<String> keys(String phoneNumberId, Contact contact) {
    return List.of(Keys.contact(phoneNumberId, contact), Keys.number(phoneNumberId));
  }

  /** A message's name within one contact's record: short, because records are many. */
  private static String mark(String wamid) {
    CRC32 crc = new CRC32();
    crc.update(wamid.getBytes(StandardCharsets.UTF_8));
    return String.format("%08x", crc.getValue());
  }

  private static String flag(boolean value) {
    return value ? "1" : "0";
  }

  private static String seconds(Duration duration) {
    return Long.toString(duration.toSeconds());
  }
}
