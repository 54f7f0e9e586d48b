package io.sallyport.account;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * A secret of the configuration: the value itself, or {@code file:/path} for a mounted file. The
 * file is read again regularly, so that the secret can change while the gateway runs.
 */
public final class Secret<T> {

  private static final Logger LOG = Logger.getLogger(Secret.class);

  private static final String FILE = "file:";

  /** The message says what is wrong, and never contains the secret. */
  public static final class Unusable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public Unusable(String what) {
      super(what);
    }
  }

  private final String key;
  private final Function<String, T> meaning;
  private final @Nullable Path file;
  private volatile T value;
  private boolean broken;

  /**
   * Reads the secret for the first time.
   *
   * @param key the configuration key, for the log
   * @param meaning converts the text to the value that is kept; throws {@link Unusable}
   */
  public Secret(String key, String configured, Function<String, T> meaning) {
    this.key = key;
    this.meaning = meaning;
    boolean isFile = configured.startsWith(FILE);
    this.file = isFile ? Path.of(configured.substring(FILE.length())) : null;
    this.value = isFile ? read(Path.of(configured.substring(FILE.length()))) : meaning(configured);
  }

  private Secret(String key, T value) {
    this.key = key;
    this.meaning =
        text -> {
          throw new IllegalStateException("it has no text");
        };
    this.file = null;
    this.value = value;
  }

  /** One that is no file's and never changes. */
  public static <T> Secret<T> of(String key, T value) {
    return new Secret<>(key, value);
  }

  private T meaning(String text) {
    return meaning.apply(text.strip());
  }

  private T read(Path from) {
    try {
      return meaning(Files.readString(from, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new Unusable(from + " cannot be read (" + e.getClass().getSimpleName() + ")");
    }
  }

  /** The configuration key that names it; of one put at run time, the key that would. */
  public String key() {
    return key;
  }

  public T get() {
    return value;
  }

  /** Reads the file again, if it is one. While it is unusable the last good value stays. */
  public synchronized void refresh() {
    if (file == null) {
      return;
    }
    try {
      value = read(file);
      broken = false;
    } catch (Unusable e) {
      if (!broken) {
        LOG.errorf("secret not read again, the last one stands key=%s because=%s", key, why(e));
      }
      broken = true;
    }
  }

  private static @Nullable String why(Unusable e) {
    return e.getMessage();
  }

  @Override
  public String toString() {
    return "Secret[" + key + "]";
  }
}
