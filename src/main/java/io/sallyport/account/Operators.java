package io.sallyport.account;

import io.sallyport.account.Keyring.Keyed;
import io.sallyport.config.SallyportConfig;
import io.sallyport.config.SallyportConfig.Operator.Role;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The people who run the gateway, and their keys. */
@Singleton
public final class Operators {

  /** One of them. */
  public record Operator(String name, Role role) {

    /** Whether they may change anything. */
    public boolean mayAct() {
      return role == Role.OPERATOR;
    }
  }

  private final Keyring<Operator> keys;
  private final boolean console;

  public Operators(SallyportConfig config) {
    List<Keyed<Operator>> ring = new ArrayList<>();
    for (Map.Entry<String, SallyportConfig.Operator> one :
        new TreeMap<>(config.operators()).entrySet()) {
      Operator operator = new Operator(one.getKey(), one.getValue().role());
      for (String key : one.getValue().key().orElse(List.of())) {
        ring.add(new Keyed<>(operator, new Secret<>(key(operator.name()), key, KeyHash::all)));
      }
    }
    this.keys = new Keyring<>(ring);
    this.console = config.console().enabled().orElse(configured());
  }

  public static String key(String name) {
    return "sallyport.operators.\"" + name + "\".key";
  }

  /** Whether there are any. */
  public boolean configured() {
    return !keys.isEmpty();
  }

  /** Whether they have a console. */
  public boolean haveConsole() {
    return console;
  }

  /** The operator with this key; none when two have it. */
  public Optional<Operator> withKey(KeyHash key) {
    return keys.owner(key);
  }

  /** Reads key files again. */
  public void refresh() {
    keys.refresh();
  }
}
