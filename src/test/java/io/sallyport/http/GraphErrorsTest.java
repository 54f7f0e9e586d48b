package io.sallyport.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.audit.RefusalId;
import io.sallyport.message.MetaError;
import io.sallyport.rule.Reason;
import io.sallyport.rule.Refusal;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import java.lang.reflect.Proxy;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class GraphErrorsTest {

  @ParameterizedTest
  @EnumSource(Reason.class)
  void aRefusalLooksLikeGraphs(Reason reason) {
    JsonObject body =
        new JsonObject(
            GraphErrors.body(Refusal.of(reason, "Größe \"1\""), "00112233aabbccdd").toString());

    assertThat(body)
        .isEqualTo(
            JsonObject.of(
                "error",
                JsonObject.of(
                    "message",
                    reason.error().message(),
                    "type",
                    "OAuthException",
                    "code",
                    reason.error().code(),
                    "error_data",
                    JsonObject.of("messaging_product", "whatsapp", "details", "Größe \"1\""),
                    "fbtrace_id",
                    "sallyport-00112233aabbccdd")));
  }

  /** As in README.md#what-a-send-answers. */
  @ParameterizedTest
  @CsvSource({
    "unauthenticated, 401",
    "forbidden_number, 403",
    "unknown_number, 400",
    "too_large, 413",
    "invalid_body, 400",
    "unsupported_category, 400",
    "unknown_template, 404",
    "template_not_approved, 400",
    "template_paused, 400",
    "template_disabled, 400",
    "template_parameters, 400",
    "not_marketing, 400",
    "number_restricted, 403",
    "token_refused, 401",
    "opted_out, 400",
    "window_closed, 400",
    "marketing_throttled, 400",
    "undecided, 503",
    "upstream_unreachable, 502",
    "outcome_unknown, 504"
  })
  void everyReasonHasItsStatus(String wire, int status) {
    assertThat(Reason.valueOf(wire.toUpperCase(Locale.ROOT)).status()).isEqualTo(status);
  }

  @Test
  void aRefusalMayHaveACodeAndAStatusOfItsOwn() {
    Refusal refusal =
        new Refusal(Reason.NUMBER_RESTRICTED, MetaError.NOT_REGISTERED, 400, "why", null, null);

    JsonObject error = new JsonObject(GraphErrors.body(refusal, "0")).getJsonObject("error");
    assertThat(error.getInteger("code")).isEqualTo(133010);
    assertThat(error.getString("message")).isEqualTo("(#133010) Phone number Not Registered");
    assertThat(GraphErrors.status(refusal)).isEqualTo(400);
    assertThat(GraphErrors.status(Refusal.of(Reason.NUMBER_RESTRICTED, "why"))).isEqualTo(403);
  }

  @Test
  void everyRefusalHasAnIdOfItsOwn() {
    Set<String> ids = new HashSet<>();
    for (int i = 0; i < 1000; i++) {
      ids.add(RefusalId.next());
    }

    assertThat(ids).hasSize(1000).allMatch(id -> id.matches("[0-9a-f]{16}"));
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "none",
      value = {
        "UNAUTHENTICATED, Bearer realm=\"sallyport\", none",
        "UNDECIDED, none, 1",
        "INVALID_BODY, none, none",
        "UPSTREAM_UNREACHABLE, none, none"
      })
  void saysHowToCallAndWhenToTryAgain(Reason reason, String challenge, String retryAfter) {
    MultiMap headers = MultiMap.caseInsensitiveMultiMap();

    GraphErrors.write(response(headers), reason, "why");

    assertThat(headers.get("WWW-Authenticate")).isEqualTo(challenge);
    assertThat(headers.get("Retry-After")).isEqualTo(retryAfter);
    assertThat(headers.get("Content-Type")).isEqualTo(GraphErrors.CONTENT_TYPE);
  }

  /** One that keeps its headers only. */
  private static HttpServerResponse response(MultiMap headers) {
    return (HttpServerResponse)
        Proxy.newProxyInstance(
            HttpServerResponse.class.getClassLoader(),
            new Class<?>[] {HttpServerResponse.class},
            (response, method, arguments) -> {
              if (method.getName().equals("putHeader")) {
                headers.set(arguments[0].toString(), arguments[1].toString());
              }
              return method.getReturnType().isInstance(response) ? response : null;
            });
  }
}
