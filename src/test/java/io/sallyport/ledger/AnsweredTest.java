package io.sallyport.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.message.Outcome.Answered;
import io.sallyport.message.SendAnswer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnsweredTest {

  @ParameterizedTest
  @CsvSource({
    "400, 1, true",
    "503, 2, true",
    "400, 4, true",
    "400, 80007, true",
    "429, 130429, true",
    "500, 131000, true",
    "400, 131056, true",
    "400, 100, false",
    "400, 131009, false",
    "400, 131047, false",
    "404, 132001, false",
    "502, , false"
  })
  void isTriedAgainWhereMetaSaysItMayPass(int status, Integer code, boolean retryable) {
    assertThat(answered(status, code).isRetryable()).isEqualTo(retryable);
  }

  @Test
  void anUnknownErrorIsTriedAgainOnce() {
    assertThat(answered(400, 1).isRetryableAfter(0)).isTrue();
    assertThat(answered(400, 1).isRetryableAfter(1)).isFalse();
    assertThat(answered(429, 130429).isRetryableAfter(9)).isTrue();
  }

  private static Answered answered(int status, Integer code) {
    return new Answered(status, List.of(), new byte[0], new SendAnswer(null, code, List.of()));
  }
}
