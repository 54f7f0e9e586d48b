package io.sallyport.doctor;

import io.sallyport.config.WebhookAddress;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the doctor is called with.
 *
 * @param json whether machines read what it prints
 * @param gateway address of a gateway that runs, {@code http[s]://host[:port]}; null for none
 * @param key of a client of that gateway; null for none
 */
public record Options(boolean json, @Nullable URI gateway, @Nullable String key) {

  /** The command line's first word. */
  public static final String COMMAND = "doctor";

  /** Where a key is looked for that is not among the arguments, which other processes see. */
  public static final String KEY_VARIABLE = "DOCTOR_KEY";

  public static final String USAGE =
      """
      usage: doctor [--json] [--gateway http[s]://host[:port]] [--key <a client's key>]

        --json     one JSON object in place of lines
        --gateway  the address of the running gateway: every known way around its decision is tried there
        --key      of one of its clients, if it has any; better in the environment: DOCTOR_KEY

      exit status: 0 all is well, or there are warnings; 1 something fails; 2 the configuration, or these arguments\
      """;

  /** The arguments cannot be read; the message says why. */
  public static final class Misuse extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Misuse(String why) {
      super(why, null, false, false);
    }
  }

  /**
   * Reads the arguments that follow the command.
   *
   * @param keyOfEnvironment the value of {@link #KEY_VARIABLE}
   * @throws Misuse when they cannot be read
   */
  public static Options read(List<String> arguments, @Nullable String keyOfEnvironment) {
    boolean json = false;
    URI gateway = null;
    String key = keyOfEnvironment == null || keyOfEnvironment.isBlank() ? null : keyOfEnvironment;
    for (int i = 0; i < arguments.size(); i++) {
      switch (arguments.get(i)) {
        case "--json" -> json = true;
        case "--gateway" -> gateway = address(value(arguments, ++i));
        case "--key" -> key = value(arguments, ++i);
        default -> throw new Misuse("unknown argument " + arguments.get(i));
      }
    }
    return new Options(json, gateway, key == null ? null : key.strip());
  }

  private static String value(List<String> arguments, int at) {
    if (at >= arguments.size()) {
      throw new Misuse(arguments.get(at - 1) + " needs a value");
    }
    return arguments.get(at);
  }

  private static URI address(String text) {
    boolean isOrigin =
        WebhookAddress.of(text).filter(address -> address.path().isEmpty()).isPresent();
    if (!isOrigin) {
      throw new Misuse("--gateway takes http[s]://host[:port], without a path");
    }
    return URI.create(text);
  }
}
