package io.sallyport.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigKeysTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SALLYPORT_GRAPH_URL",
        "SALLYPORT_WEBHOOK_APP_SECRET",
        "SALLYPORT_NUMBERS__106540352242922__WABA_ID",
        "SALLYPORT_NUMBERS__106540352242922__ACCESS_TOKEN",
        "SALLYPORT_POLICY_MARKETING_RESET_ON_REPLY",
        "SALLYPORT_POLICY_SUPPORTED_CATEGORIES",
        "SALLYPORT_POLICY_SUPPORTED_CATEGORIES_0_",
        "SALLYPORT_POLICY_REQUIRE_OPT_IN",
        "SALLYPORT_POLICY_ENFORCEMENT__WINDOW_CLOSED_",
        "SALLYPORT_POLICY_ENFORCEMENT_WINDOW_CLOSED",
        "SALLYPORT_POLICY_OPT_OUT_KEYWORDS__ES_",
        "SALLYPORT_CLIENTS__CRM__KEY",
        "SALLYPORT_CLIENTS__CRM__NUMBERS_0_",
        "SALLYPORT_PORT",
        "SALLYPORT_PORT_8080_TCP_ADDR",
        "SALLYPORT_SERVICE_HOST",
        "QUARKUS_REDIS_HOSTS",
        "PATH"
      })
  void aKeysVariableOrSomebodyElsesIsNotUnknown(String variable) {
    assertThat(ConfigKeys.unknown(List.of(variable))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SALLYPORT_POLCY_X",
        "SALLYPORT_POLICY_MARKETING_MAXX",
        "SALLYPORT_POLICY",
        "SALLYPORT_NUMBERS__106540352242922__WABA",
        "SALLYPORT_NUMBERS____WABAID",
        "SALLYPORT_POLICY_ENFORCEMENT",
        "SALLYPORT_POLICY_ENFORCEMENTS__WINDOW_CLOSED_",
        "SALLYPORT_CLIENTS__CRM__KEYS"
      })
  void aMisspeltVariableIs(String variable) {
    assertThat(ConfigKeys.unknown(List.of(variable))).containsExactly(variable);
  }
}
