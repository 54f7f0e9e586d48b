package io.sallyport.app;

import io.quarkus.arc.Unremovable;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.sallyport.doctor.Doctor;
import io.sallyport.doctor.Options;
import io.sallyport.doctor.Report;
import io.smallrye.config.ConfigValidationException;
import jakarta.inject.Singleton;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Runs the doctor in a process of the gateway's own configuration, which opens no port and begins
 * nothing: {@link ServingStart} is silent.
 */
@Singleton
@Unremovable // found by its class
public final class DoctorCommand implements QuarkusApplication {

  /** What would be for a process that serves; they stand over the configuration. */
  private static final Map<String, String> QUIET =
      Map.of(
          "quarkus.http.host-enabled", "false",
          "quarkus.management.host-enabled", "false",
          "quarkus.log.console.stderr", "true",
          "quarkus.log.console.json.enabled", "false",
          "quarkus.log.level", "ERROR");

  private final Doctor doctor;

  DoctorCommand(Doctor doctor) {
    this.doctor = doctor;
  }

  /** Whether the process was started for the doctor. */
  static boolean isMeant(String... arguments) {
    return arguments.length > 0 && arguments[0].equals(Options.COMMAND);
  }

  /** Starts the application for it, and ends the process. */
  static void start(String... arguments) {
    try {
      options(arguments);
    } catch (Options.Misuse e) {
      end(Doctor.NOT_RUN, e.getMessage() + "\n\n" + Options.USAGE);
    }
    QUIET.forEach(System::setProperty);
    Quarkus.run(DoctorCommand.class, DoctorCommand::ended, arguments);
  }

  private static Options options(String... arguments) {
    return Options.read(
        List.of(arguments).subList(1, arguments.length), System.getenv(Options.KEY_VARIABLE));
  }

  @Override
  public int run(String... arguments) {
    Options options = options(arguments);
    Report report = new Report(out(), options.json());
    int status = doctor.examine(options, report::add);
    report.end();
    // Nothing was begun, so there is nothing to wait for; what observes the end would ask Redis.
    Runtime.getRuntime().halt(status);
    return status;
  }

  /** Only when it did not start. */
  private static void ended(int status, @Nullable Throwable failure) {
    end(Doctor.NOT_RUN, failure == null ? "ended before it began" : words(failure));
  }

  private static void end(int status, String words) {
    out().println(words);
    out().flush();
    Runtime.getRuntime().halt(status);
  }

  /** The start-up checks' own. */
  private static String words(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof ConfigurationException || cause instanceof ConfigValidationException) {
        return String.valueOf(cause.getMessage());
      }
    }
    return failure.toString();
  }

  private static PrintStream out() {
    return new PrintStream(System.out, true, StandardCharsets.UTF_8);
  }
}
