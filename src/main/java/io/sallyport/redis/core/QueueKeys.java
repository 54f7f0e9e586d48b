package io.sallyport.redis.core;

/** The keys of what waits: sends, and what is relayed. Others are in {@link Keys}. */
public final class QueueKeys {

  private QueueKeys() {}

  /** Hash: a send that waits, or has waited, see RedisDeferredQueue. */
  public static String deferred(String phoneNumberId, String id) {
    return Keys.tag(phoneNumberId) + "d:" + id;
  }

  /** Sorted set: the number's sends that wait, by when they may be tried, ms; see deferred.lua. */
  public static String deferredWaiting(String phoneNumberId) {
    return Keys.tag(phoneNumberId) + "d";
  }

  /** Sorted set: those that may be tried, by priority. */
  public static String deferredReady(String phoneNumberId) {
    return Keys.tag(phoneNumberId) + "d-ready";
  }

  /** Sorted set: those that are being tried, by when they are taken for lost, ms. */
  public static String deferredClaimed(String phoneNumberId) {
    return Keys.tag(phoneNumberId) + "d-claimed";
  }

  /** Hash: the priority of each. */
  public static String deferredPriorities(String phoneNumberId) {
    return Keys.tag(phoneNumberId) + "d-priority";
  }

  /** Sorted set: all of them, by when they were queued, ms. */
  public static String deferredAll(String phoneNumberId) {
    return Keys.tag(phoneNumberId) + "d-all";
  }

  /** List: a contact's parked sends, in their order; see park.lua. */
  public static String parked(String phoneNumberId, String list) {
    return Keys.tag(phoneNumberId) + "q:" + list;
  }

  /** List: sends that are held for a person, in their order; see aside.lua. */
  public static String held(String phoneNumberId) {
    return Keys.tag(phoneNumberId) + "q";
  }

  /** Sorted set: lists of parked sends that may leave, by when the next is tried, ms. */
  public static String parkedOpen(String phoneNumberId) {
    return Keys.tag(phoneNumberId) + "q-open";
  }

  /**
   * Sorted set: lists whose sends a message let out of which the CRM has not heard yet, by until
   * when later messages wait for that, ms.
   */
  public static String parkedUntold(String phoneNumberId) {
    return Keys.tag(phoneNumberId) + "q-untold";
  }

  /** Sorted set: sends that are parked or held, by their end, ms. */
  public static String asideEnds(String phoneNumberId) {
    return Keys.tag(phoneNumberId) + "q-ends";
  }

  /** Stream: what waits for a target of the relay, see relay-queue.lua; group {@code relay}. */
  public static String relayQueue(String target) {
    return relay(target) + "q";
  }

  /** Sorted set: ids of the events that were queued for a target, by when, ms. */
  public static String relayKnown(String target) {
    return relay(target) + "known";
  }

  /** String: which replica sends to a target. */
  public static String relayLease(String target) {
    return relay(target) + "lease";
  }

  /** Hash: by entry, how often, when first, last and next it was tried, and the last error. */
  public static String relayTries(String target) {
    return relay(target) + "tries";
  }

  /** Hash: {@code paused} (since, ms) and {@code why}; missing while the target is not paused. */
  public static String relayState(String target) {
    return relay(target) + "state";
  }

  /** Stream: a target's dead letters. */
  public static String relayDead(String target) {
    return relay(target) + "dead";
  }

  /** Sorted set: the occasional targets for which something may wait, see relay-awake.lua. */
  public static String relayAwake() {
    return Keys.tag("relay") + "awake";
  }

  private static String relay(String target) {
    return Keys.tag("relay:" + target);
  }
}
