package io.sallyport.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OptionsTest {

  @Test
  void readsWhatItIsCalledWith() {
    Options options =
        Options.read(
            List.of("--json", "--gateway", "https://gw.example:8443/", "--key", "k1"), "k2");

    assertThat(options).isEqualTo(new Options(true, URI.create("https://gw.example:8443/"), "k1"));
    assertThat(Options.read(List.of(), "k2")).isEqualTo(new Options(false, null, "k2"));
    assertThat(Options.read(List.of(), " ").key()).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--gateway",
        "--key",
        "--gatway http://a",
        "--gateway gw.example",
        "--gateway http://gw.example/v25.0",
        "--gateway http://gw.example/?a=b",
        "--gateway http://user@gw.example",
        "--gateway ftp://gw.example"
      })
  void refusesWhatItCannotRead(String arguments) {
    assertThatThrownBy(() -> Options.read(List.of(arguments.split(" ")), null))
        .isInstanceOf(Options.Misuse.class)
        .message()
        .isNotBlank();
  }
}
