package io.sallyport.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.gateway.GraphPath.MisspeltSend;
import io.sallyport.gateway.GraphPath.OtherPath;
import io.sallyport.gateway.GraphPath.RefusedPath;
import io.sallyport.gateway.GraphPath.SendPath;
import io.sallyport.policy.Endpoint;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GraphPathTest {

  @ParameterizedTest
  @CsvSource({
    "/v23.0/106540352242922/messages, 106540352242922, MESSAGES",
    "/106540352242922/messages, 106540352242922, MESSAGES",
    "/v101.12/106540352242922/messages, 106540352242922, MESSAGES",
    "/v23.0/106540352242922/marketing_messages, 106540352242922, MARKETING_MESSAGES",
    "/106540352242922/marketing_messages, 106540352242922, MARKETING_MESSAGES",
    "/v23.0/me/messages, me, MESSAGES",
    "/WAAC-1_a/messages, WAAC-1_a, MESSAGES"
  })
  void aSendHasOneSpelling(String path, String phoneNumberId, Endpoint endpoint) {
    assertThat(GraphPath.of(path)).isEqualTo(new SendPath(phoneNumberId, endpoint));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v23.0/106540352242922/messages/",
        "/v23.0/106540352242922//messages",
        "//v23.0/106540352242922/messages",
        "/v23.0//106540352242922/messages",
        "/v23.0/106540352242922/Messages",
        "/v23.0/106540352242922/MESSAGES",
        "/v23.0/106540352242922/Marketing_Messages",
        "/V23.0/106540352242922/messages",
        "/v23/106540352242922/messages",
        "/23.0/106540352242922/messages",
        "/v23.0/v23.0/106540352242922/messages",
        "/v23.0/106540352242922/%6dessages",
        "/v23.0/106540352242922/messages%20",
        "/v23.0/106540352242922/messages%2f",
        "/v23.0/106540352242922%2Fmessages",
        "/v23.0/106540352242922%252Fmessages",
        "/v23.0/106540352242922/%256dessages",
        "/v23.0%2F106540352242922/messages",
        "/v23.0/106540352242922/messages;x",
        "/v23.0/106540352242922;x/messages",
        "/v23.0/106540352242922/messages%3Fx=1",
        "/v23.0/106540352242922/messages%23",
        "/v23.0/106540352242922/messages%00",
        "/v23.0/106540352242922/./messages",
        "/v23.0/x/../106540352242922/messages",
        "/v23.0/106540352242922/messages/..",
        "/v23.0/106540352242922/x/%2e%2e/messages",
        "/v23.0/106540352242922\\messages",
        "/v23.0/106540352242922/messages/wamid.HBgL",
        "/v23.0/106540352242922/messages_encrypted",
        "/v23.0/106540352242922/Messages_Encrypted",
        "/v23.0/messages",
        "/messages",
        "messages",
        "/v23.0/106540352242922+/messages",
        "/v23.0/106540352242922/messages\u00a0",
        "/v23.0/106540352242922/ messages"
      })
  void whateverElseCouldBeReadAsASendIsRefused(String path) {
    assertThat(GraphPath.of(path)).isInstanceOfAny(MisspeltSend.class, RefusedPath.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/", "//", "/v23.0", "/v23.0/", "/V23.0/", "/v23", "/v23.0//"})
  void theRootWhereGraphTakesBatchesIsRefused(String path) {
    assertThat(GraphPath.of(path)).isInstanceOf(RefusedPath.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "*",
        "/v23.0/106540352242922//media",
        "/v23.0//106540352242922/media",
        "/v23.0/./106540352242922",
        "/v23.0/../106540352242922",
        "/v23.0/106540352242922/..",
        "/v23.0/10654%30352242922/media",
        "/v23.0/106540352242922/media;x",
        "/v23.0/1065 40352242922",
        "/v23.0/größe",
        "/v23.0/%zz",
        "v23.0/106540352242922/media"
      })
  void aPathThatIsNotPlainIsRefused(String path) {
    assertThat(GraphPath.of(path)).isInstanceOf(RefusedPath.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v23.0/106540352242922/media",
        "/v23.0/106540352242922/media/",
        "/v23.0/106540352242922",
        "/106540352242922",
        "/v23.0/102290129340398/message_templates",
        "/v23.0/102290129340398/phone_numbers",
        "/v23.0/106540352242922/message_qrdls",
        "/v23.0/106540352242922/message_qrdls/ABC.1",
        "/v23.0/106540352242922/whatsapp_business_profile",
        "/v23.0/me",
        "/v23.0/debug_token",
        "/v23.0/upload:MTphdHRhY2g=",
        "/v23.0/a+b@c,d~e..f",
        "/v23.0/my_messages",
        "/.well-known"
      })
  void ordinaryGraphPathsPass(String path) {
    assertThat(GraphPath.of(path)).isEqualTo(new OtherPath());
  }
}
