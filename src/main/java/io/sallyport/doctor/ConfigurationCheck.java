package io.sallyport.doctor;

import io.sallyport.config.SallyportConfig;
import io.sallyport.directory.Directory;
import io.sallyport.doctor.Waiting.NoAnswer;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * The configuration, which the start-up checks have passed by now, and what operators have put in
 * addition. It is the first, since what is put is read here.
 */
@Singleton
final class ConfigurationCheck implements Check {

  private final SallyportConfig config;
  private final StartWarnings warnings;
  private final Directory directory;

  ConfigurationCheck(SallyportConfig config, StartWarnings warnings, Directory directory) {
    this.config = config;
    this.warnings = warnings;
    this.directory = directory;
  }

  @Override
  public String name() {
    return "configuration";
  }

  @Override
  public List<Finding> look(Options options) {
    List<Finding> found = new ArrayList<>();
    found.add(Finding.ok(name(), "the start-up checks pass"));
    warnings.all().forEach(warning -> found.add(Finding.warn(name(), warning, "")));
    if (config.audit().hashKey().isEmpty()) {
      found.add(
          Finding.warn(
              name(),
              "contacts in the log are hashed with the app secret: a new secret, other hashes",
              "sallyport.audit.hash-key"));
    }
    if (config.clients().isEmpty()) {
      found.add(
          Finding.warn(
              name(),
              "no clients: whoever reaches the gateway may call it, and has Meta's token",
              "sallyport.clients.\"<name>\".key"));
    }
    found.add(put());
    return found;
  }

  private Finding put() {
    try {
      Waiting.on(directory.follow());
    } catch (NoAnswer silent) {
      return Finding.skip("what operators put", "not read: " + silent.why());
    }
    if (!directory.unopened().isEmpty()) {
      return Finding.fail(
          "what operators put",
          "no key opens the secret of " + String.join(", ", new TreeSet<>(directory.unopened())),
          "sallyport.vault.key: the key they were sealed with, or put them again");
    }
    return Finding.ok(
        "what operators put",
        directory.wabas().size()
            + " WABAs, "
            + directory.clients().size()
            + " clients, "
            + directory.targets().size()
            + " targets");
  }
}
