package io.sallyport.redis;

import java.util.Locale;

/** The scripts but admit.lua, one file each; each file's head says what it takes. */
enum Script {
  SETTLE,
  INBOUND,
  FAILED,
  PRICED,
  GROUP,
  CONSENT,
  ANSWERED,
  NAMES,
  RECYCLED,
  FORGET,
  COVERED,
  CONNECTION,
  NUMBER,
  KEY,
  PROOF,
  REACH,
  DEFERRED,
  REMINDERS,
  RELAY_QUEUE,
  RELAY_TAKE,
  RELAY_DONE,
  RELAY_DEAD,
  RELAY_REPLAY,
  RELAY_GIVE_BACK,
  TEMPLATES_CLAIM,
  TEMPLATES_REPLACE,
  TEMPLATES_APPLY;

  private final String source;
  private final String sha1;

  Script() {
    Lua lua = Lua.of(name().toLowerCase(Locale.ROOT).replace('_', '-'));
    this.source = lua.source();
    this.sha1 = lua.sha1();
  }

  Lua lua() {
    return new Lua(source, sha1);
  }

  /** Whether it is one of these; a script with terms in it is not. */
  static boolean isOne(Lua script) {
    for (Script one : values()) {
      if (one.sha1.equals(script.sha1())) {
        return true;
      }
    }
    return false;
  }
}
