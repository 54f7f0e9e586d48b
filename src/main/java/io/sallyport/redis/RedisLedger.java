package io.sallyport.redis;

import io.sallyport.admission.Ledger;
import io.sallyport.admission.Observation;
import io.sallyport.admission.Observation.Effect;
import io.sallyport.admission.Reservation;
import io.sallyport.admission.Verdict;
import io.sallyport.contact.Contact;
import io.sallyport.contact.Window;
import io.sallyport.message.MetaError;
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
  private static final Duration RECORD_LIFE = Duration.ofDays(30);

  /** A stop must outlive every campaign. */
  private static final Duration PREFERENCE_LIFE = Duration.ofDays(5 * 365);

  /** Webhooks silent for so long are a gap. */
  private static final Duration NUMBER_LIFE = Duration.ofDays(7);

  private static final Duration FIRST_COOL_DOWN = Duration.ofHours(24);
  private static final Duration LONGEST_COOL_DOWN = Duration.ofDays(7);

  /** 24 h doubled three times is past the longest cool-down. */
  private static final int FAILURES_REMEMBERED = 4;

  private static final int EARLY_FAILURES_REMEMBERED = 8;

  private final Scripts scripts;
  private final Supplier<Duration> clockOffset;
  private final Duration timeout;
  private final LongConsumer roundTrip;
  private final Map<Terms, List<String>> encodedTerms = new ConcurrentHashMap<>();

  /** Redis's time minus this machine's, ms, as of the last answer. */
  private volatile long ahead;

  /**
   * @param clockOffset added to Redis's time everywhere
   * @param timeout after which a send is undecided, and a webhook not stored
   * @param roundTrip told how long each admission took, ns
   */
  public RedisLedger(
      Redis redis, Supplier<Duration> clockOffset, Duration timeout, LongConsumer roundTrip) {
    this.scripts = new Scripts(redis);
    this.clockOffset = clockOffset;
    this.timeout = timeout;
    this.roundTrip = roundTrip;
    this.ahead = clockOffset.get().toMillis();
  }

  @Override
  public Uni<Verdict> admit(String phoneNumberId, Contact contact, Terms terms) {
    String reservationId = "r" + Long.toHexString(ThreadLocalRandom.current().nextLong());
    Reservation reservation = new Reservation(phoneNumberId, contact, reservationId);
    long asked = System.nanoTime();
    Future<Verdict> decided =
        scripts
            .run(Script.ADMIT, keys(phoneNumberId, contact), arguments(reservationId, terms))
            .onComplete(answered -> roundTrip.accept(System.nanoTime() - asked))
            .map(reply -> verdict(reply, reservation));
    return UniHelper.toUni(
        decided
            .timeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
            .otherwise(
                failure -> {
                  giveBackWhenLate(decided);
                  return new Verdict.Undecided();
                }));
  }

  /** The caller was told that nothing was decided; what comes after that must not stay reserved. */
  private void giveBackWhenLate(Future<Verdict> decided) {
    decided.onSuccess(
        late -> {
          if (late instanceof Verdict.Admitted admitted && admitted.reservation() != null) {
            settle(admitted.reservation(), "").subscribe().with(done -> {}, failure -> {});
          }
        });
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
    return within(scripts.run(Script.SETTLE, keys, List.of(reservation.id(), mark)))
        .replaceWithVoid();
  }

  @Override
  public Uni<Effect> observe(Observation observation) {
    List<String> keys = keys(observation.phoneNumberId(), observation.contact());
    return within(scripts.run(script(observation), keys, arguments(observation)))
        .map(reply -> reply.toInteger() == 1 ? Effect.WINDOW_OPENED : Effect.NONE);
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
    List<String> arguments = new ArrayList<>();
    arguments.add(offset());
    arguments.add(Long.toString(observation.at().getEpochSecond()));
    if (observation instanceof Observation.InboundMessage) {
      arguments.add(seconds(Window.LENGTH));
      arguments.add(seconds(RECORD_LIFE));
    } else if (observation instanceof Observation.SendFailed failed) {
      arguments.add(mark(failed.wamid()));
      arguments.add(meaning(failed.code()));
      arguments.add(Integer.toString(FAILURES_REMEMBERED));
      arguments.add(Integer.toString(EARLY_FAILURES_REMEMBERED));
      arguments.add(seconds(RECORD_LIFE));
    } else if (observation instanceof Observation.MarketingPreference preference) {
      arguments.add(preference.stopped() ? "out" : "in");
    }
    arguments.add(seconds(PREFERENCE_LIFE));
    arguments.add(seconds(NUMBER_LIFE));
    return arguments;
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
    List<String> constant = encodedTerms.computeIfAbsent(terms, RedisLedger::encode);
    List<String> arguments = new ArrayList<>(constant.size() + 2);
    arguments.add(offset());
    arguments.add(reservationId);
    arguments.addAll(constant);
    return arguments;
  }

  private static List<String> encode(Terms terms) {
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
      Duration longest = marketing.window().plus(marketing.minGap()).plus(LONGEST_COOL_DOWN);
      encoded.add(seconds(longest.compareTo(RECORD_LIFE) > 0 ? longest : RECORD_LIFE));
      encoded.add(seconds(PREFERENCE_LIFE));
    }
    return List.copyOf(encoded);
  }

  private Verdict verdict(Response reply, Reservation reservation) {
    AdmitReply admit = new AdmitReply(reply);
    ahead = admit.nowMillis() - System.currentTimeMillis();
    return admit.verdict(reservation);
  }

  private <T> Uni<T> within(Future<T> reply) {
    return UniHelper.toUni(reply.timeout(timeout.toMillis(), TimeUnit.MILLISECONDS));
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
