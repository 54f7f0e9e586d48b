package io.sallyport.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.doctor.Finding.State;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DoctorTest {

  private static final Options OPTIONS = new Options(false, null, null);

  private static Check check(Supplier<List<Finding>> found) {
    return new Check() {
      @Override
      public String name() {
        return "a check";
      }

      @Override
      public List<Finding> look(Options options) {
        return found.get();
      }
    };
  }

  @Test
  void onlyAFailureIsNotWell() {
    Check fine =
        check(
            () ->
                List.of(Finding.ok("a", "b"), Finding.warn("a", "b", "c"), Finding.skip("a", "b")));
    Check ill = check(() -> List.of(Finding.fail("a", "b", "c")));

    assertThat(new Doctor(List.of(fine)).examine(OPTIONS, one -> {})).isZero();
    assertThat(new Doctor(List.of(ill, fine)).examine(OPTIONS, one -> {})).isOne();
  }

  @Test
  void aCheckThatBreaksIsALineAndTheOthersAreMade() {
    List<Finding> found = new ArrayList<>();
    Check broken =
        check(
            () -> {
              throw new IllegalStateException("odd");
            });
    Check fine = check(() -> List.of(Finding.ok("next", "b")));

    int status = new Doctor(List.of(broken, fine)).examine(OPTIONS, found::add);

    assertThat(status).isOne();
    assertThat(found).extracting(Finding::state).containsExactly(State.FAIL, State.OK);
    assertThat(found.get(0)).isEqualTo(Finding.fail("a check", "not looked at: odd", ""));
  }

  @Test
  void linesAreAlignedAndTheLastCounts() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Report report = new Report(new PrintStream(out, true, StandardCharsets.UTF_8), false);

    report.add(Finding.ok("redis", "0.2 ms a call"));
    report.add(Finding.fail("redis eviction", "allkeys-lru", "CONFIG SET"));
    report.end();

    assertThat(out.toString(StandardCharsets.UTF_8).lines())
        .containsExactly(
            "ok    redis                           0.2 ms a call",
            "fail  redis eviction                  allkeys-lru -> CONFIG SET",
            "1 fail, 0 warn, 1 ok, 0 skip");
  }

  @ParameterizedTest
  @CsvSource({"3000, OK", "-3000, OK", "4000, WARN", "-60000, WARN", "61000, FAIL", "-61000, FAIL"})
  void clocksApart(long milliseconds, State state) {
    assertThat(Clocks.of("clock", "Meta", Duration.ofMillis(milliseconds)).state())
        .isEqualTo(state);
  }
}
