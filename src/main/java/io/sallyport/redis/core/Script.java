package io.sallyport.redis.core;

import io.vertx.redis.client.Response;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** The scripts but admit.lua, of which there is one for each of the terms of sends. */
public enum Script {
  SETTLE("ledger"),
  INBOUND("ledger"),
  FAILED("ledger"),
  PRICED("ledger"),
  GROUP("ledger"),
  CONSENT("ledger"),
  RIGHT("ledger"),
  SHUT("ledger"),
  CONSENTS("ledger"),
  ANSWERED("ledger"),
  OVERDUE("ledger"),
  NAMES("ledger"),
  RECYCLED("ledger"),
  FORGET("ledger"),
  COVERED("ledger"),
  CONNECTION("ledger"),
  NUMBER("ledger"),
  KEY("ledger"),
  PROOF("ledger"),
  MESSAGING_LIMIT("ledger"),
  BUDGET_TAKE("ledger"),
  BUDGET_KEEP("ledger"),
  BUDGET_HEARD("ledger"),
  BUDGET_TOLD("ledger"),
  GRAY_SETTLE("gray"),
  GRAY_INBOUND("gray"),
  GRAY_WHOSE("gray"),
  GRAY_FAILED("gray"),
  DEFERRED("queue"),
  PARK("queue"),
  ASIDE("queue"),
  OPENER("queue"),
  REMINDERS("queue"),
  RELAY_QUEUE("queue"),
  RELAY_TAKE("queue"),
  RELAY_DONE("queue"),
  RELAY_DEAD("queue"),
  RELAY_REPLAY("queue"),
  RELAY_GIVE_BACK("queue"),
  RELAY_AWAKE("queue"),
  TEMPLATES_CLAIM("store"),
  TEMPLATES_REPLACE("store"),
  TEMPLATES_APPLY("store"),
  TURN_TAKE("store"),
  TURN_HOLD("store"),
  DIRECTORY_PUT("store"),
  DIRECTORY_SINCE("store");

  private static final Map<Script, Lua> ALL = new EnumMap<>(Script.class);

  static {
    for (Script one : values()) {
      String name = one.name().toLowerCase(Locale.ROOT).replace('_', '-');
      ALL.put(one, Lua.of(one.folder + "/" + name));
    }
  }

  private final String folder;

  Script(String folder) {
    this.folder = folder;
  }

  public Lua lua() {
    return Objects.requireNonNull(ALL.get(this));
  }

  /** A call, in which everything is still to be named. */
  public Call call() {
    return lua().call();
  }

  /** What it answered, by name. */
  public Answer answer(Response response) {
    return answer("answer", response);
  }

  /** The same of a part, in one of the forms that its head lists. */
  public Answer answer(String form, Response response) {
    return new Answer(lua().head(), form, response);
  }

  /** Whether it is one of these. */
  static boolean isOne(Lua script) {
    return ALL.values().stream().anyMatch(one -> one.sha1().equals(script.sha1()));
  }
}
