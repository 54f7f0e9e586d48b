package io.sallyport.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sallyport.account.Accounts;
import io.sallyport.account.ConfiguredNumbers;
import io.sallyport.account.Wabas;
import io.sallyport.webhook.Signatures.Signers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SignaturesTest {

  private static final String SHOPS_WABA = "{\"entry\":[{\"id\":\"102290129340398\"}]}";
  private static final String OTHER_WABA = "{\"entry\":[{\"id\":\"202290129340398\"}]}";
  private static final String ACCOUNT =
      "{\"object\":\"instagram\",\"entry\":[{\"id\":\"17841400000000001\"}]}";
  private static final String TWO_ACCOUNTS =
      "{\"object\":\"instagram\",\"entry\":[{\"id\":\"17841400000000001\"},"
          + "{\"id\":\"17841400000000002\"}]}";

  private static final Map<String, String> CONFIG =
      Map.of(
          "sallyport.webhook.app-secret", "single-secret",
          "sallyport.webhook.verify-token", "single-token",
          "sallyport.webhook.apps.shop.secret", "shop-secret",
          "sallyport.webhook.apps.shop.verify-token", "shop-token",
          "sallyport.wabas.\"102290129340398\".access-token", "EAAJ",
          "sallyport.wabas.\"102290129340398\".app", "shop",
          "sallyport.accounts.\"17841400000000001\".channel", "instagram_login",
          "sallyport.accounts.\"17841400000000001\".access-token", "IGAA",
          "sallyport.accounts.\"17841400000000001\".app-secret", "account-secret");

  private final Signatures signatures =
      new Signatures(
          ConfiguredNumbers.config(CONFIG),
          new Wabas(ConfiguredNumbers.numbers(CONFIG)),
          new Accounts(ConfiguredNumbers.accounts(CONFIG)));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "single-secret|" + OTHER_WABA + "|true",
        "shop-secret|" + OTHER_WABA + "|true",
        "shop-secret|" + SHOPS_WABA + "|true",
        "single-secret|" + SHOPS_WABA + "|false",
        "account-secret|" + ACCOUNT + "|true",
        "account-secret|" + TWO_ACCOUNTS + "|false",
        "account-secret|" + OTHER_WABA + "|false"
      })
  void whoSignsMayTellOfItsOwn(String secret, String delivery, boolean may) throws Exception {
    Signers signers = signatures.signers(signature(secret, delivery), bytes(delivery));

    assertThat(signers.isNobody()).isFalse();
    assertThat(signatures.mayTell(signers, json(delivery))).isEqualTo(may);
  }

  @Test
  void anotherSecretIsNobodys() throws Exception {
    String signature = signature("guessed", ACCOUNT);

    assertThat(signatures.signers(signature, bytes(ACCOUNT)).isNobody()).isTrue();
    assertThat(signatures.signers(null, bytes(ACCOUNT)).isNobody()).isTrue();
  }

  @Test
  void everyAppHasItsVerifyToken() {
    assertThat(signatures.isVerifyToken("single-token")).isTrue();
    assertThat(signatures.isVerifyToken("shop-token")).isTrue();
    assertThat(signatures.isVerifyToken("")).isFalse();
  }

  private static String signature(String secret, String body) throws Exception {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(bytes(secret), "HmacSHA256"));
    return "sha256=" + HexFormat.of().formatHex(mac.doFinal(bytes(body)));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static JsonNode json(String text) throws IOException {
    return new ObjectMapper().readTree(text);
  }
}
