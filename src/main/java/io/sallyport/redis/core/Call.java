package io.sallyport.redis.core;

import io.sallyport.redis.core.Head.Names;
import io.vertx.redis.client.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A call of a script, put together by the names that the script's head lists. */
public final class Call {

  private final Lua script;
  private final Part once;
  private final List<Part> each = new ArrayList<>();

  Call(Lua script) {
    this.script = script;
    this.once = new Part(script.head().names("key"), script.head().names("arg"));
  }

  public Call key(String name, String key) {
    once.key(name, key);
    return this;
  }

  public Call set(String name, String value) {
    once.set(name, value);
    return this;
  }

  public Call set(String name, long value) {
    return set(name, Long.toString(value));
  }

  /** 1 or 0. */
  public Call set(String name, boolean value) {
    return set(name, value ? "1" : "0");
  }

  /** One more of what the script takes any number of times. */
  public Part each() {
    Part next = new Part(script.head().names("each_key"), script.head().names("each_arg"));
    each.add(next);
    return next;
  }

  Lua script() {
    return script;
  }

  /** The arguments in their order; one that is left out is an empty text. */
  public List<String> arguments() {
    return once.all();
  }

  String firstKey() {
    return once.key(0);
  }

  /** Puts how many keys there are, the keys and the arguments into a request. */
  void addTo(Request request) {
    int keys = once.countKeys();
    for (Part one : each) {
      keys += one.countKeys();
    }
    request.arg(keys);
    once.addKeysTo(request);
    each.forEach(one -> one.addKeysTo(request));
    once.addArgumentsTo(request, !script.head().hasEach());
    each.forEach(one -> one.addArgumentsTo(request, false));
  }

  /** Keys and arguments that belong together. */
  public static final class Part {

    private final Names keyNames;
    private final Names argumentNames;
    private final @Nullable String[] keys;
    private final @Nullable String[] arguments;

    private Part(Names keyNames, Names argumentNames) {
      this.keyNames = keyNames;
      this.argumentNames = argumentNames;
      this.keys = new @Nullable String[keyNames.size()];
      this.arguments = new @Nullable String[argumentNames.size()];
    }

    public Part key(String name, String key) {
      keys[keyNames.place(name)] = key;
      return this;
    }

    public Part set(String name, String value) {
      arguments[argumentNames.place(name)] = value;
      return this;
    }

    public Part set(String name, long value) {
      return set(name, Long.toString(value));
    }

    /** Keys that are left out are the last ones; before another the first one stands for them. */
    private int countKeys() {
      int count = keys.length;
      while (count > 0 && keys[count - 1] == null && keyNames.isOptional(count - 1)) {
        count--;
      }
      return count;
    }

    private List<String> all() {
      return Stream.of(arguments).map(one -> one == null ? "" : one).toList();
    }

    private String key(int place) {
      String key = keys[place];
      if (key == null && place > 0 && keyNames.isOptional(place)) {
        return key(0);
      } else if (key == null) {
        throw new IllegalStateException("key " + keyNames.all().get(place) + " is missing");
      }
      return key;
    }

    private void addKeysTo(Request request) {
      int count = countKeys();
      for (int i = 0; i < count; i++) {
        request.arg(key(i));
      }
    }

    private void addArgumentsTo(Request request, boolean areLast) {
      int count = arguments.length;
      while (areLast
          && count > 0
          && arguments[count - 1] == null
          && argumentNames.isOptional(count - 1)) {
        count--;
      }
      for (int i = 0; i < count; i++) {
        String argument = arguments[i];
        if (argument == null && !argumentNames.isOptional(i)) {
          throw new IllegalStateException("argument " + argumentNames.all().get(i) + " is missing");
        }
        request.arg(argument == null ? "" : argument);
      }
    }
  }
}
