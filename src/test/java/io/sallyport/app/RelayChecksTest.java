package io.sallyport.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.account.ConfiguredNumbers;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A relay that could not work is named at the start, with the fix. */
class RelayChecksTest {

  private static final String TARGET = "sallyport.relay.targets.\"crm\".";

  private static List<String> problems(String... keysAndValues) {
    Map<String, String> all = new HashMap<>(ConfiguredNumbers.sample());
    all.put(TARGET + "url", "https://crm.example.com/hooks?a=b");
    for (int i = 0; i < keysAndValues.length; i += 2) {
      all.put(keysAndValues[i], keysAndValues[i + 1]);
    }
    return RelayChecks.of(
        ConfiguredNumbers.config(all).relay(), ConfiguredNumbers.numbers(all), Set.of(), false);
  }

  @Test
  void takesWhatCanWork() {
    assertThat(
            problems(
                TARGET + "secret",
                "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
                TARGET + "numbers",
                "106540352242922",
                TARGET + "events",
                "window.closing,window.closed,template.changed,number.restricted,contradiction,"
                    + "token.expiring",
                "sallyport.relay.targets.\"b-2_c\".url",
                "http://localhost:3000",
                "sallyport.relay.max-age",
                "36h"))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "targets.\"crm\".url, ftp://crm.example.com, targets.\"crm\".url is no address",
    "targets.\"crm\".url, crm.example.com, targets.\"crm\".url is no address",
    "targets.\"crm\".url, https://me:pw@crm.example.com, targets.\"crm\".url is no address",
    "targets.\"crm\".secret, s3cr3t-s3cr3t, whsec_",
    "targets.\"crm\".secret, whsec_, whsec_",
    "targets.\"crm\".secret, whsec_***, whsec_",
    "targets.\"crm\".numbers, 106540352242999, 106540352242999 is not configured",
    "targets.\"no url\".numbers, 106540352242922, targets.\"no url\".url is no address",
    "targets.\"a b\".url, https://crm.example.com, the name may have",
    "targets.\"crm\".events, window.open, there is no window.open",
    "targets.\"crm\".events, window.closed, events needs sallyport.relay.targets.\"crm\".secret",
    "closing-lead, 24h, closing-lead must be shorter",
    "closing-lead, 0s, closing-lead must be longer",
    "first-backoff, 0s, first-backoff must be longer",
    "max-backoff, 500ms, max-backoff must not be shorter",
    "max-age, 0s, max-age must be longer",
    "timeout, 20s, claim-after must be at least twice",
    "timeout, 0s, timeout must be longer",
    "claim-after, 10s, claim-after must be at least twice",
    "max-queued, 0, max-queued must be at least 1"
  })
  void namesTheKeyAndTheFix(String key, String value, String problem) {
    List<String> problems = problems("sallyport.relay." + key, value);

    assertThat(problems).isNotEmpty().allMatch(one -> one.startsWith("sallyport.relay."));
    assertThat(String.join("\n", problems)).contains(problem).doesNotContain("s3cr3t", "pw@");
  }
}
