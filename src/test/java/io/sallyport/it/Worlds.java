package io.sallyport.it;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.TestInstancePostProcessor;

/**
 * Puts a class into the world it asks for. Classes that come one after another and ask for the same
 * share it, but where Redis fails over.
 */
final class Worlds implements BeforeAllCallback, TestInstancePostProcessor {

  @Override
  public void beforeAll(ExtensionContext context) throws Exception {
    current(context).become(context.getRequiredTestClass());
  }

  @Override
  public void postProcessTestInstance(Object scenario, ExtensionContext context) {
    ((Scenario) scenario).world = current(context).world;
  }

  /** JUnit closes it after the last class. */
  private static Current current(ExtensionContext context) {
    return context
        .getRoot()
        .getStore(Namespace.create(Worlds.class))
        .computeIfAbsent(Current.class, key -> new Current(), Current.class);
  }

  private record Kind(World.Redis redis, Map<String, String> settings) {

    static Kind of(InWorld asked) {
      Map<String, String> settings = new HashMap<>();
      for (Setting setting : asked.value()) {
        settings.put(setting.key(), setting.value());
      }
      return new Kind(asked.redis(), settings);
    }
  }

  private static final class Current implements AutoCloseable {
    private Kind kind;
    private World world;

    void become(Class<?> test) throws Exception {
      Kind asked = Kind.of(test.getAnnotation(InWorld.class));
      if (asked.equals(kind) && asked.redis() == World.Redis.SINGLE) {
        return;
      }
      close();
      world = World.start(asked.redis(), asked.settings(), test.getSimpleName());
      kind = asked;
    }

    @Override
    public void close() {
      kind = null;
      if (world != null) {
        world.close();
        world = null;
      }
    }
  }
}
