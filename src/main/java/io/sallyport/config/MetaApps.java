package io.sallyport.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The Meta apps whose webhooks are taken: the single one, which has no name, and those with names.
 */
public final class MetaApps {

  /**
   * An app.
   *
   * @param name empty of the single one
   */
  public record App(String name, String secret, String verifyToken) {}

  private final List<App> all;

  private MetaApps(List<App> all) {
    this.all = List.copyOf(all);
  }

  /** The single one first, the others by name. What the start-up checks refuse is left out. */
  public static MetaApps of(SallyportConfig.Webhook webhook) {
    List<App> all = new ArrayList<>();
    app("", webhook.appSecret(), webhook.verifyToken()).ifPresent(all::add);
    for (Map.Entry<String, SallyportConfig.App> one : new TreeMap<>(webhook.apps()).entrySet()) {
      app(one.getKey(), one.getValue().secret(), one.getValue().verifyToken()).ifPresent(all::add);
    }
    return new MetaApps(all);
  }

  private static Optional<App> app(
      String name, Optional<String> secret, Optional<String> verifyToken) {
    return secret
        .filter(text -> !text.isBlank())
        .map(text -> new App(name, text, verifyToken.orElse("")));
  }

  public List<App> all() {
    return all;
  }

  public boolean has(String name) {
    return all.stream().anyMatch(app -> app.name().equals(name));
  }

  /** What the contacts' hash in the log is keyed with. */
  public String hashKey(SallyportConfig.Audit audit) {
    // The start-up checks refuse to serve without an app.
    return audit.hashKey().or(() -> all.stream().findFirst().map(App::secret)).orElse("unset");
  }
}
