package io.sallyport.redis;

import io.sallyport.contact.Contact;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.zip.CRC32;

/** Every key the gateway uses. The part in braces is the hash tag: what one script touches. */
final class Keys {

  /** Where replicas tell each other which WABA's templates changed; the message is the WABA id. */
  static final String TEMPLATES_CHANGED = "sp:templates-changed";

  /**
   * Aliases share hashes, small enough for Redis to keep them packed: with a million of them, 15 in
   * each, an alias takes a quarter of what a key of its own would.
   */
  private static final int BUCKETS = 1 << 16;

  private Keys() {}

  /**
   * Hash: facts of a contact that merge by maximum or as sets, so that order and repetition of
   * webhooks cannot matter; verdicts are derived from them. Times are in seconds.
   *
   * <ul>
   *   <li>{@code in}, {@code via}: newest inbound; how it is known, when not by a message
   *   <li>{@code shut}: newest 131047
   *   <li>{@code sent}: counted marketing sends, {@code time:id}, oldest first
   *   <li>{@code failed}: newest 131049s, {@code time:mark}
   *   <li>{@code early}: marks of failures that came before their message was committed
   *   <li>{@code consent}: out, in (by the contact) or put (by the business), time, source
   *   <li>{@code names}: the contact's other names
   *   <li>{@code ad}: newest messages that came from ads
   *   <li>{@code fep}: sends Meta priced as in a free entry point, {@code time:mark}; {@code
   *       fepend}: newest end it stated; {@code nofep}: newest send Meta priced as outside one
   *   <li>{@code due}: sends not known to be delivered and priced, oldest first, see lib/due.lua
   *   <li>{@code conv}: conversations by category, {@code C:time}
   *   <li>{@code wait}: inbound messages without an answer; {@code replied}: newest answer; {@code
   *       took}: how long it took
   * </ul>
   */
  static String contact(String phoneNumberId, Contact contact) {
    return tag(phoneNumberId) + "c:" + contact.id();
  }

  /** Hash: a field per name that is another's alias; its value is that name. */
  static String names(String phoneNumberId, Contact name) {
    CRC32 crc = new CRC32();
    crc.update(name.id().getBytes(StandardCharsets.UTF_8));
    return tag(phoneNumberId) + "a:" + Long.toHexString(crc.getValue() % BUCKETS);
  }

  /**
   * Hash: {@code covered}, {@code gap}, {@code heard}, {@code spoke}, {@code unheard} (coverage,
   * see covered.lua), {@code app} (see connection.lua), {@code biz}, {@code all}, {@code ban},
   * {@code tier}, {@code rate} (Meta's word, see number.lua), {@code out}, {@code promo} (token
   * buckets, see lib/buckets.lua).
   */
  static String number(String phoneNumberId) {
    return tag(phoneNumberId) + "n";
  }

  /** String: when the contact's pair rate is whole again, ms; lives until then. */
  static String pairRate(String phoneNumberId, Contact contact) {
    return tag(phoneNumberId) + "p:" + contact.id();
  }

  /** Hash: what was heard of a message to a group, see group.lua. */
  static String groupMessage(String phoneNumberId, String wamid) {
    return tag(phoneNumberId) + "g:" + wamid;
  }

  /** Hash: what became of the send with an Idempotency-Key, see admit.lua, key.lua, proof.lua. */
  static String idempotency(String phoneNumberId, String id) {
    return tag(phoneNumberId) + "k:" + id;
  }

  /** String: the id of the Idempotency-Key of a send with callback data of the caller's own. */
  static String callback(String phoneNumberId, String match) {
    return tag(phoneNumberId) + "b:" + match;
  }

  /** Hash: a send that waits, or has waited, see RedisDeferredQueue. */
  static String deferred(String phoneNumberId, String id) {
    return tag(phoneNumberId) + "d:" + id;
  }

  /**
   * The number's sends that wait, see deferred.lua: by time, by priority, claimed, priorities, all.
   */
  static List<String> deferredQueue(String phoneNumberId) {
    String tag = tag(phoneNumberId) + "d";
    return List.of(tag, tag + "-ready", tag + "-claimed", tag + "-priority", tag + "-all");
  }

  /** What a portfolio's messaging limit counts, see reach.lua: sends by time, their contacts, … */
  static List<String> reach(String portfolio) {
    String tag = tag(portfolio);
    return List.of(tag + "reach", tag + "reach-of", tag + "reached");
  }

  /**
   * Hash: how many contacts with an open window wrote last in a quarter of an hour since 1970, the
   * field. See lib/windows.lua.
   */
  static String windows(String phoneNumberId) {
    return tag(phoneNumberId) + "o";
  }

  /** Sorted set: names by the time since when they wait for an answer. */
  static String waiting(String phoneNumberId) {
    return tag(phoneNumberId) + "w";
  }

  /**
   * Hash: {@code <day since 1970>:<category>:<country>:<m|b|e|c>} counters, see lib/spend.lua, and
   * {@code free}.
   */
  static String spend(String phoneNumberId, YearMonth month) {
    return tag(phoneNumberId) + "s:" + month;
  }

  /** Stream: the newest decisions, each a JSON object in field {@code d}. */
  static String decisions(String phoneNumberId) {
    return tag(phoneNumberId) + "j";
  }

  /** Sorted set: contacts by when their windows are looked at for an event, ms. */
  static String reminders(String phoneNumberId) {
    return tag(phoneNumberId) + "e";
  }

  /** The month whose spend a send belongs to. */
  static YearMonth month(Instant at) {
    return YearMonth.from(at.atOffset(ZoneOffset.UTC));
  }

  /** Stream: what waits for a target of the relay, see relay-queue.lua; group {@code relay}. */
  static String relayQueue(String target) {
    return relay(target) + "q";
  }

  /** Sorted set: ids of the events that were queued for a target, by when, ms. */
  static String relayKnown(String target) {
    return relay(target) + "known";
  }

  /** String: which replica sends to a target. */
  static String relayLease(String target) {
    return relay(target) + "lease";
  }

  /** Hash: by entry, how often, when first, last and next it was tried, and the last error. */
  static String relayTries(String target) {
    return relay(target) + "tries";
  }

  /** Hash: {@code paused} (since, ms) and {@code why}; missing while the target is not paused. */
  static String relayState(String target) {
    return relay(target) + "state";
  }

  /** Stream: a target's dead letters. */
  static String relayDead(String target) {
    return relay(target) + "dead";
  }

  private static String relay(String target) {
    return tag("relay:" + target);
  }

  /** Hash: a field {@code name/language} per template, and {@code *} for when Meta was asked. */
  static String templates(String wabaId) {
    return tag(wabaId) + "templates";
  }

  /** String: when Meta was last asked for the WABA's templates, ms; gone when anybody may ask. */
  static String templatesAsked(String wabaId) {
    return tag(wabaId) + "templates-asked";
  }

  /** What decides where in a cluster a key is. */
  static String tagOf(String key) {
    return key.substring(key.indexOf('{') + 1, key.indexOf('}'));
  }

  private static String tag(String id) {
    return "sp:{" + id + "}:";
  }
}
