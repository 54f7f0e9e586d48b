package io.sallyport.redis;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ScriptTest {

  @ParameterizedTest
  @EnumSource(Script.class)
  void everyScriptSaysWhatItTakes(Script script) {
    assertThat(script.source()).startsWith("-- ").contains("-- KEYS[1]").contains("-- ARGV");
    assertThat(script.sha1()).matches("[0-9a-f]{40}");
  }
}
