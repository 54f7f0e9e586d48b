package io.sallyport.redis.core;

import io.sallyport.contact.Contact;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.zip.CRC32;

/** Every key the gateway uses. The part in braces is the hash tag: what one script touches. */
public final class Keys {

  /**
   * The field of {@link #templates} that tells when Meta was asked; no template name has a star.
   */
  public static final String TEMPLATES_ASKED = "*";

  /**
   * Aliases share hashes, small enough for Redis to keep them packed: with a million of them, 15 in
   * each, an alias takes a quarter of what a key of its own would.
   */
  private static final int BUCKETS = 1 << 16;

  private static final String CONTACT = "c:";

  /** A send may take from several, which are counted in one step. */
  private static final String BUDGETS = "budgets";

  /** What the keys of all contacts of a number look like after its tag, as SCAN takes it. */
  public static final String CONTACTS = CONTACT + "*";

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
   *   <li>{@code inms}: of a provider's channel the newest inbound, ms; there {@code sent} has the
   *       messages without an answer, in ms
   *   <li>{@code wait}: inbound messages without an answer; {@code replied}: newest answer; {@code
   *       took}: how long it took
   *   <li>{@code park}: lists of sends that are parked until the contact writes, see park.lua;
   *       {@code leaves}: those that a message let out, see inbound.lua; {@code opener}: when the
   *       last opener was sent
   *   <li>of other channels: {@code away}: newest refusal of a send that had 7 days; {@code self}:
   *       the account itself; of a right: {@code granted}, {@code resumed}, {@code stopped}, {@code
   *       ends}, {@code person} (see right.lua) and {@code used}: when and by which reservation
   * </ul>
   */
  public static String contact(String phoneNumberId, Contact contact) {
    return of(phoneNumberId, CONTACT, contact.id());
  }

  /** Hash: a field per name that is another's alias; its value is that name. */
  public static String names(String phoneNumberId, Contact name) {
    CRC32 crc = new CRC32();
    crc.update(name.id().getBytes(StandardCharsets.UTF_8));
    return of(phoneNumberId, "a:", Long.toHexString(crc.getValue() % BUCKETS));
  }

  /**
   * Hash: {@code covered}, {@code gap}, {@code heard}, {@code spoke}, {@code unheard} (coverage,
   * see covered.lua), {@code app} (see connection.lua), {@code biz}, {@code all}, {@code ban},
   * {@code tier}, {@code rate} (Meta's word, see number.lua), {@code out}, {@code promo} (token
   * buckets, see lib/buckets.lua).
   */
  public static String number(String phoneNumberId) {
    return tag(phoneNumberId) + "n";
  }

  /** String: when the contact's pair rate is whole again, ms; lives until then. */
  public static String pairRate(String phoneNumberId, Contact contact) {
    return of(phoneNumberId, "p:", contact.id());
  }

  /** Hash: what was heard of a message to a group, see group.lua. */
  public static String groupMessage(String phoneNumberId, String wamid) {
    return of(phoneNumberId, "g:", wamid);
  }

  /** Hash: what became of the send with an Idempotency-Key, see admit.lua, key.lua, proof.lua. */
  public static String idempotency(String phoneNumberId, String id) {
    return of(phoneNumberId, "k:", id);
  }

  /** String: whose a provider's message was, see gray-whose.lua. */
  public static String providersMessage(String messageId) {
    return tag("m:" + messageId.replace('}', '_'));
  }

  /** String: the id of the Idempotency-Key of a send with callback data of the caller's own. */
  public static String callback(String phoneNumberId, String match) {
    return of(phoneNumberId, "b:", match);
  }

  /** Sorted set: a portfolio's sends that count towards its messaging limit, by their time. */
  public static String limitedSends(String portfolio) {
    return tag(portfolio) + "reach";
  }

  /** Hash: the contact of each. */
  public static String limitedContacts(String portfolio) {
    return tag(portfolio) + "reach-of";
  }

  /** Hash: how many each contact has. */
  public static String limitedCounts(String portfolio) {
    return tag(portfolio) + "reached";
  }

  /** Sorted set: sends of which it was heard that they do not count before they did, by when. */
  public static String limitedEarly(String portfolio) {
    return tag(portfolio) + "reach-not";
  }

  /** Hash: what is used of a budget in the period that began then, see budget-take.lua. */
  public static String budgetUse(String budget, Instant since) {
    return tag(BUDGETS) + "u:" + since.getEpochSecond() + ":" + budget;
  }

  /** Hash: what a send takes of budgets until it is known by its message, see lib/budgets.lua. */
  public static String budgetSend(String reservation) {
    return tag(BUDGETS) + "s:" + reservation;
  }

  /** Hash: the same from then on. */
  public static String budgetMessage(String wamid) {
    return tag(BUDGETS) + "m:" + wamid;
  }

  /**
   * Hash: how many contacts with an open window wrote last in a quarter of an hour since 1970, the
   * field. See lib/windows.lua.
   */
  public static String windows(String phoneNumberId) {
    return tag(phoneNumberId) + "o";
  }

  /** Sorted set: names by the time since when they wait for an answer. */
  public static String waiting(String phoneNumberId) {
    return tag(phoneNumberId) + "w";
  }

  /**
   * Hash: {@code <day since 1970>:<category>:<country>:<m|b|e|c>} counters, see lib/spend.lua, and
   * {@code free}.
   */
  public static String spend(String phoneNumberId, YearMonth month) {
    return tag(phoneNumberId) + "s:" + month;
  }

  /** Stream: the newest decisions, each a JSON object in field {@code d}. */
  public static String decisions(String phoneNumberId) {
    return tag(phoneNumberId) + "j";
  }

  /** Stream: the newest acts of operators, likewise. */
  public static String acts() {
    return tag("acts") + "j";
  }

  /** Sorted set: contacts by when their windows are looked at for an event, ms. */
  public static String reminders(String phoneNumberId) {
    return tag(phoneNumberId) + "e";
  }

  /** The month whose spend a send belongs to. */
  public static YearMonth month(Instant at) {
    return YearMonth.from(at.atOffset(ZoneOffset.UTC));
  }

  /** Hash: a field {@code name/language} per template, and {@code *} for when Meta was asked. */
  public static String templates(String wabaId) {
    return tag(wabaId) + "templates";
  }

  /** String: when Meta was last asked for the WABA's templates, ms; gone when anybody may ask. */
  public static String templatesAsked(String wabaId) {
    return tag(wabaId) + "templates-asked";
  }

  /** String: what a connector remembers by this name, see Links. */
  public static String link(String owner, String name) {
    return tag("link:" + owner) + name;
  }

  /** String: which replica does a work at a server, see Turns. */
  public static String turnLease(String server, String work) {
    return tag("turns:" + server) + work;
  }

  /** String: there while nobody may call the server. */
  public static String turnCall(String server) {
    return tag("turns:" + server);
  }

  /** String: how often an entry of the directory has changed. */
  public static String directoryVersion() {
    return tag("directory") + "version";
  }

  /** Sorted set: entries of the directory, {@code kind:id}, by the version of their last change. */
  public static String directoryVersions() {
    return tag("directory") + "versions";
  }

  /** Hash: what the directory has, a JSON object by {@code kind:id}. */
  public static String directoryEntries() {
    return tag("directory") + "entries";
  }

  /** Hash: what was counted in each minute of an hour since 1970, see RedisOverview. */
  public static String countsOfHour(long hour) {
    return tag("overview") + "hour:" + hour;
  }

  /** Hash: the same in ten minutes each of a day since 1970. */
  public static String countsOfDay(long day) {
    return tag("overview") + "day:" + day;
  }

  /** Hash: what each replica reported last, a JSON object. */
  public static String replicas() {
    return tag("overview") + "replicas";
  }

  /** String: there as long as it is known that something was told of a WABA. */
  public static String told(String wabaId, String what) {
    return tag(wabaId) + "told:" + what;
  }

  /** What decides where in a cluster a key is. */
  public static String tagOf(String key) {
    return key.substring(key.indexOf('{') + 1, key.indexOf('}'));
  }

  static String tag(String id) {
    return "sp:{" + id + "}:";
  }

  /** In one piece: a send has several. */
  private static String of(String tag, String kind, String id) {
    return "sp:{" + tag + "}:" + kind + id;
  }
}
