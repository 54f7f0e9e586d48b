package io.sallyport.doctor;

import io.sallyport.doctor.Finding.State;
import java.util.List;
import java.util.function.Consumer;

/** Makes every check, and says how it stands. */
public final class Doctor {

  /** All is well, or there are only warnings. */
  public static final int WELL = 0;

  /** Something fails. */
  public static final int ILL = 1;

  /** It could not begin: the configuration, or the arguments. */
  public static final int NOT_RUN = 2;

  private final List<Check> checks;

  public Doctor(List<Check> checks) {
    this.checks = List.copyOf(checks);
  }

  /**
   * Makes the checks one after another.
   *
   * @param found told every line as soon as it is known
   * @return the exit status
   */
  public int examine(Options options, Consumer<Finding> found) {
    boolean isWell = true;
    for (Check check : checks) {
      for (Finding finding : findings(check, options)) {
        isWell &= finding.state() != State.FAIL;
        found.accept(finding);
      }
    }
    return isWell ? WELL : ILL;
  }

  /** What a check throws says that something is wrong, if only with the check. */
  private static List<Finding> findings(Check check, Options options) {
    try {
      return check.look(options);
    } catch (RuntimeException e) {
      return List.of(Finding.fail(check.name(), "not looked at: " + Waiting.words(e), ""));
    }
  }
}
