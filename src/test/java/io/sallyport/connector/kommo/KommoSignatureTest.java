package io.sallyport.connector.kommo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The values that Kommo's pages print for their own documentation secrets. */
class KommoSignatureTest {

  private static final String CHANNEL = "344a5002-f8ca-454d-af3d-396180102ac7";
  private static final String ACCOUNT = "52e591f7-c98f-4255-8495-827210138c81";
  private static final String FIRST = "f2d7f8704eff95087ed45b23ba99c0b5aac8278e";
  private static final String SECOND = "5a44c5dff55f3c15a4cce8d7c4cc27e207c7e189";
  private static final String HOOK = "{\"account_id\":\"" + ACCOUNT + "\",\"time\":1639572261}";
  private static final String HOOK_SIGNATURE = "f967b1bf766fb788dc3815eb656fc284d5ef4ef3";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "1|POST|C/connect|Wed, 15 Dec 2021 23:12:55 +0000"
            + "|{\"account_id\":\"ACC\",\"title\":\"ChatsIntegration\",\"hook_api_version\":\"v2\"}"
            + "|2fbcb3c652b61e24e004daddfc73d0ce|81211856ce0c5095f3e1a90c0a38dc9d736cfd55",
        "1|DELETE|C/disconnect|Wed, 15 Dec 2021 23:59:28 +0000|{\"account_id\":\"ACC\"}"
            + "|271fa2e4fb0ff84a3ef9689027bd1f38|e1678e3b6aa674b5127f4feb448e6200ce0bfc72",
        "1|POST|C_ACC/typing|Thu, 16 Dec 2021 16:01:21 +0000"
            + "|{\"conversation_id\":\"my_int-d5a421f7f218\",\"sender\":{\"id\":"
            + "\"my_int-1376265f-86df-4c49-a0c3-a4816df41af8\"}}"
            + "|255a22566d68be207fa36804e78a523a|e8263b1daf2b20396c02db6c8c846f95cc0f9540",
        "1|POST|C_ACC/079e44fb-fc22-476b-9e8a-421b688ec53b/delivery_status"
            + "|Thu, 16 Dec 2021 12:58:40 +0000"
            + "|{\"msgid\":\"079e44fb-fc22-476b-9e8a-421b688ec53b\",\"delivery_status\":2,"
            + "\"error_code\":905,\"error\":\"Error text\"}"
            + "|a0bbbac729c6341f0a521e2db7a8a236|ca51f810785031385a801f41103244713c1a2352",
        "2|POST|f90ba33d-c9d9-44da-b76c-c349b0ecbe41/connect|Thu, 29 Oct 2020 11:59:55 +0000"
            + "|{\"account_id\":\"af9945ff-1490-4cad-807d-945c15d88bec\",\"title\":\"ScopeTitle\","
            + "\"hook_api_version\":\"v2\"}"
            + "|a5e8ae04332a6d0aac15f01ad05d40e3|e0dcc1936d766a7d5f53fe19887fafa50bef92e0",
        "2|GET|C_ACC/chats/8e4d4baa-9e6c-4a88-838a-5f62be227bdc/history"
            + "|Thu, 16 Dec 2021 16:01:21 +0000||d41d8cd98f00b204e9800998ecf8427e"
            + "|8d4a1fe2689c8e117fa8bfcbb322cdd0c8514026",
      })
  void signsACallAsKommoDoes(
      int secret,
      String method,
      String path,
      String date,
      String body,
      String md5,
      String signature) {
    byte[] bytes = body == null ? new byte[0] : named(body).getBytes(UTF_8);

    assertThat(KommoSignature.md5(bytes)).isEqualTo(md5);
    assertThat(
            KommoSignature.ofCall(
                secret == 1 ? FIRST : SECOND,
                method,
                md5,
                "application/json",
                date,
                AmojoClient.ROOT + named(path)))
        .isEqualTo(signature);
  }

  private static String named(String text) {
    return text.replace("C_ACC", CHANNEL + "_" + ACCOUNT)
        .replace("\"ACC\"", "\"" + ACCOUNT + "\"")
        .replaceAll("^C/", CHANNEL + "/");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "\r\n"})
  void aLineEndAfterAHookIsNotSigned(String end) {
    byte[] body = (HOOK + end).getBytes(UTF_8);

    assertThat(KommoSignature.isOfHook(SECOND, HOOK_SIGNATURE, body)).isTrue();
  }

  @Test
  void aLineEndMayBeSigned() {
    byte[] body = (HOOK + "\n").getBytes(UTF_8);

    assertThat(KommoSignature.isOfHook(SECOND, "e36feec2bdcd6d79df377dd9a9362fa2eb0307a7", body))
        .isTrue();
  }

  @Test
  void anotherBodySecretOrNoSignatureIsNotKommos() {
    byte[] body = HOOK.getBytes(UTF_8);

    assertThat(KommoSignature.isOfHook(FIRST, HOOK_SIGNATURE, body)).isFalse();
    assertThat(KommoSignature.isOfHook(SECOND, null, body)).isFalse();
    assertThat(KommoSignature.isOfHook(SECOND, "", body)).isFalse();
    assertThat(KommoSignature.isOfHook(SECOND, HOOK_SIGNATURE, (HOOK + " ").getBytes(UTF_8)))
        .isFalse();
  }
}
