package io.sallyport.config;

import io.smallrye.config.WithDefault;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The keys of {@link SallyportConfig} and {@link NumbersConfig}, to find unknown environment
 * variables: the configuration library reports unknown keys in files and system properties only.
 */
public final class ConfigKeys {

  /** Every key with its default or an empty text; {@code *} stands for a map's key. */
  static final Map<String, String> ALL = all();

  private static final String PREFIX = "SALLYPORT_";

  /** Variables that Kubernetes sets for a Service named sallyport. */
  private static final Pattern SERVICE_LINK = Pattern.compile("SALLYPORT_(?:SERVICE|PORT)(?:_.*)?");

  private static final List<Pattern> VARIABLES =
      ALL.keySet().stream().map(ConfigKeys::variable).toList();

  private ConfigKeys() {}

  /** The environment variables that begin like ours and belong to no key, sorted. */
  public static List<String> unknown(Collection<String> environment) {
    return environment.stream()
        .filter(name -> name.startsWith(PREFIX) && !SERVICE_LINK.matcher(name).matches())
        .filter(name -> VARIABLES.stream().noneMatch(known -> known.matcher(name).matches()))
        .sorted()
        .toList();
  }

  /**
   * The variable's name by the rule of MicroProfile Config; an item of a list may have an index.
   */
  private static Pattern variable(String key) {
    String name = key.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9*]", "_");
    String pattern = name.replace("_*_", "_+[0-9A-Za-z_]+_+").replace("_*", "_+[0-9A-Za-z_]+");
    return Pattern.compile(pattern + "(?:_[0-9]+_)?");
  }

  private static Map<String, String> all() {
    Map<String, String> keys = collect("sallyport", SallyportConfig.class);
    keys.putAll(collect(NumbersReader.NUMBERS + ".*", NumbersConfig.PhoneNumber.class));
    keys.putAll(collect(NumbersReader.WABAS + ".*", NumbersConfig.Waba.class));
    keys.putAll(collect(KommoAccountsReader.ROOT + ".*", KommoAccountsConfig.ChatAccount.class));
    keys.putAll(collect(AccountsReader.ROOT + ".*", AccountsConfig.PageAccount.class));
    return keys;
  }

  private static Map<String, String> collect(String prefix, Class<?> mapping) {
    Map<String, String> keys = new TreeMap<>();
    for (Method method : mapping.getMethods()) {
      String key = prefix + "." + kebab(method.getName());
      Class<?> type = method.getReturnType();
      if (type == Map.class) {
        Class<?> value = valueType(method);
        if (isMapping(value)) {
          keys.putAll(collect(key + ".*", value));
        } else {
          keys.put(key + ".*", "");
        }
      } else if (isMapping(type)) {
        keys.putAll(collect(key, type));
      } else {
        WithDefault standard = method.getAnnotation(WithDefault.class);
        keys.put(key, standard == null ? "" : standard.value());
      }
    }
    return keys;
  }

  private static boolean isMapping(Class<?> type) {
    return type.isInterface() && type.getPackage() == ConfigKeys.class.getPackage();
  }

  /** A list of values counts as one value. */
  private static Class<?> valueType(Method map) {
    Type value = ((ParameterizedType) map.getGenericReturnType()).getActualTypeArguments()[1];
    return (Class<?>) (value instanceof ParameterizedType list ? list.getRawType() : value);
  }

  private static String kebab(String name) {
    return name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
  }
}
