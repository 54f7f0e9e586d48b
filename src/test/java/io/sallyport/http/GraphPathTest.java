package io.sallyport.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.http.GraphPath.MisspeltSend;
import io.sallyport.http.GraphPath.OtherPath;
import io.sallyport.http.GraphPath.RefusedPath;
import io.sallyport.http.GraphPath.SendPath;
import io.sallyport.rule.Endpoint;
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
        "/v23.0/me/broadcast_messages",
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
        "/v23.0/106540352242922/ messages",
        "/v23.0/106540352242922/messages.json",
        "/v23.0/106540352242922/messages.",
        "/v23.0/106540352242922/messages+",
        "/v23.0/106540352242922/+messages",
        "/v23.0/106540352242922/messages2",
        "/v23.0/106540352242922/messages_v2",
        "/v23.0/106540352242922/messages-v2",
        "/v23.0/106540352242922/messages:send",
        "/v23.0/106540352242922/messages@1",
        "/v23.0/106540352242922/messages=",
        "/v23.0/106540352242922/messages,media",
        "/v23.0/106540352242922/media,messages",
        "/v23.0/106540352242922/.messages",
        "/v23.0/106540352242922/marketing_messages.json",
        "/v23.0/106540352242922/Marketing_Messages_v2",
        "/v23.0/106540352242922.json/messages",
        "/v23.0/106540352242922/messages%2Ejson",
        "/v23.0/106540352242922/messages%252ejson",
        "/v23.0/106540352242922/messages%40",
        "/v23.0/106540352242922/%40messages",
        "/v23.0/106540352242922/%2540messages",
        "/v23.0/106540352242922%3A/messages",
        "/v23.0/106540352242922%3Fx/messages",
        "/v23.0/106540352242922/messages%3B",
        "/v23.0/106540352242922/messages%3Btype%3Dtext",
        "/v23.0/106540352242922/messages%2B",
        "/v23.0/106540352242922/messages%e2%80%8b",
        "/v23.0/106540352242922/m%65ssages_encrypted",
        "/v23.0/106540352242922/messages%5Fencrypted",
        "/v23.0/106540352242922%5Cmessages",
        "/v23.0/106540352242922%c0%afmessages",
        "/v23.0/106540352242922%e0%80%afmessages",
        "/v23.0/106540352242922%ef%bc%8fmessages",
        "/v23.0/106540352242922%u002fmessages",
        "/v23.0/106540352242922/%ef%bd%8dessages",
        "/v23.0/106540352242922/%c1%adessages",
        "/v23.0/106540352242922/mes%73ages",
        "/v23.0/106540352242922/%25256dessages",
        "/v23.0/106540352242922/%2525252525256dessages",
        "/v23.0/106540352242922/%D0%BCessages",
        "/v23.0/106540352242922/mess%00ages",
        "/v23.0/106540352242922/mess%0D%0Aages",
        "/v23.0/106540352242922/x%20HTTP%2F1.1%0D%0A%0D%0APOST%20/1/messages"
      })
  void whateverElseCouldBeReadAsASendIsRefused(String path) {
    assertThat(GraphPath.of(path)).isInstanceOfAny(MisspeltSend.class, RefusedPath.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "//",
        "/v23.0",
        "/v23.0/",
        "/V23.0/",
        "/v23",
        "/v23.0//",
        "/%3Fbatch%3D%5B%5D",
        "/v23.0%3F",
        "/v23.0%253Fa=b",
        "/v23.0%2F"
      })
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
        "v23.0/106540352242922/media",
        "/v23.0/a%20b",
        "/v23.0/a%09b",
        "/v23.0/a%00b",
        "/v23.0/a%7Fb",
        "/v23.0/a%2Fb",
        "/v23.0/a%252fb",
        "/v23.0/a%5cb",
        "/v23.0/a%3Bb",
        "/v23.0/a%23b",
        "/v23.0/a%22b",
        "/v23.0/a%2",
        "/v23.0/a%",
        "/v23.0/a%25",
        "/v23.0/a%25zz",
        "/v23.0/a#b",
        "/v23.0/%2e%2e/a",
        "/v23.0/%252e%252e/a",
        "/v23.0/.%2e/a",
        "/v23.0/%c0%ae%c0%ae/a",
        "/v23.0/%ef%bc%8e%ef%bc%8e/a",
        "/v23.0/+/a",
        "/v23.0/.../a",
        "/v23.0/%40/a",
        "/v23.0/gr%C3%B6sse",
        "/v23.0/access%5Ftokens",
        "/v23.0/10654%2535242922",
        "/v23.0/a%2525252540b",
        "/v23.0/a%3Fmethod=post",
        "/v23.0/a%3Fx%3D1%26method%3Dpost",
        "/v23.0/a%3Fx%3D1%2526_method%253Dpost",
        "/v23.0/a%3Fmethod%5B%26x%5D=post",
        "/v23.0/a%3Fids=1",
        "/v23.0/a%253Fbatch%253D%255B%255D",
        "/v23.0/a%3Faccess_token=x",
        "/v23.0/a%3Fcallback=f",
        "/v23.0/a%3Fx=%20",
        "/v23.0/a%3Fx=%0d%0a",
        "/v23.0/a%3Fx=%23"
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
        "/v23.0/a(b)!*",
        "/.well-known"
      })
  void ordinaryGraphPathsPass(String path) {
    assertThat(GraphPath.of(path)).isEqualTo(new OtherPath(path));
  }

  /** Whoever decodes it first sees {@code upload:…}, with a query that is no override. */
  @ParameterizedTest
  @CsvSource({
    "/v25.0/upload%3AMTphdHRhY2g%3D%3D%3Fsig%3DARZq_x-1, /v25.0/upload:MTphdHRhY2g==?sig=ARZq_x-1",
    "/v25.0/upload%3aMTphdHRhY2g%3d%3d%3fsig%3dARZq, /v25.0/upload:MTphdHRhY2g==?sig=ARZq",
    "/v25.0/120363012345678901%40g.us, /v25.0/120363012345678901@g.us",
    "/v25.0/120363012345678901%2540g.us, /v25.0/120363012345678901@g.us",
    "/v25.0/120363012345678901%40g.us/participants, /v25.0/120363012345678901@g.us/participants",
    "/v25.0/a%2Bb%21%24%26%28%29%2A%7E%3D, /v25.0/a+b!$&()*~="
  })
  void anEncodedIdPassesAndIsKnownByWhatItNames(String path, String decoded) {
    assertThat(GraphPath.of(path)).isEqualTo(new OtherPath(decoded));
  }

  /** As long as a request line may be: no pattern may need a stack for it. */
  @ParameterizedTest
  @ValueSource(strings = {"/a", "%40", "a", "/%3A", "%25", "%3Fa"})
  void aPathMayBeLong(String part) {
    assertThat(GraphPath.of("/v23.0/a" + part.repeat(16_384 / part.length()))).isNotNull();
  }
}
