package io.sallyport.twin.templates;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The templates of every WABA, in the order they were made. */
public final class Templates {
  private record Key(String wabaId, String name, String language) {}

  private final Map<Key, TwinTemplate> templates = new LinkedHashMap<>();

  public synchronized void put(TwinTemplate template) {
    Key key = new Key(template.wabaId(), template.name(), template.language());
    templates.put(key, template);
  }

  /**
   * Exact language, no fallback: {@code en} is not {@code en_US}
   * (platform-facts.md#template-names-and-languages).
   */
  public synchronized Optional<TwinTemplate> find(String wabaId, String name, String language) {
    return Optional.ofNullable(templates.get(new Key(wabaId, name, language)));
  }

  public synchronized List<TwinTemplate> ofWaba(String wabaId) {
    return templates.values().stream().filter(it -> it.wabaId().equals(wabaId)).toList();
  }

  public synchronized List<TwinTemplate> all() {
    return List.copyOf(templates.values());
  }

  public synchronized boolean remove(String name) {
    return templates.values().removeIf(template -> template.name().equals(name));
  }

  public synchronized void reset(List<TwinTemplate> seed) {
    templates.clear();
    seed.forEach(this::put);
  }
}
