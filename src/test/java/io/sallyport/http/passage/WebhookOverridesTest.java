package io.sallyport.http.passage;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookOverridesTest {

  private static final String OWN = "https://gateway.example.com/webhooks/whatsapp";

  private final WebhookOverrides overrides = new WebhookOverrides(List.of(OWN));

  private boolean inBody(String body) {
    return overrides.inBody(body.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'override_callback_uri':'https://crm.example/hook','verify_token':'t'}",
        "{'verify_token':'t','Override_Callback_URI ':'https://crm.example/hook'}",
        "{'override\\u005fcallback_uri':'https://crm.example/hook'}",
        "{'override_callback_uri':'','override_callback_uri':'https://crm.example/hook'}",
        "{'override_callback_uri':['https://crm.example/hook']}",
        "{'override_callback_uri':{'url':'https://crm.example/hook'}}",
        "{'override_callback_uri':1}",
        "{'override_callback_uri':'https://gateway.example.com@crm.example/webhooks/whatsapp'}",
        "{'override_callback_uri':'https://gateway.example.com/webhooks/whatsapp2'}",
        "{'override_callback_uri':'http://gateway.example.com/webhooks/whatsapp'}",
        "{'webhook_configuration':{'override_callback_uri':'https://crm.example/hook'}}",
        "{'webhook_configuration':[{'override_callback_uri':'https://crm.example/hook'}]}",
        "{'webhook_configuration':'{\\'override_callback_uri\\':\\'https://crm.example/hook\\'}'}",
        "{'webhook_configuration':'https://crm.example/hook'}",
        "{'webhook_configuration.override_callback_uri':'https://crm.example/hook'}",
        "{'webhook_configuration[override_callback_uri]':'https://crm.example/hook'}",
        "{}{'override_callback_uri':'https://crm.example/hook'}",
        "[{'override_callback_uri':'https://crm.example/hook'}]"
      })
  void areFoundInJson(String body) {
    assertThat(inBody(body.replace("\\'", "\\\\'"))).as(body).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "override_callback_uri=https://crm.example/hook",
        "a=1&Override%5FCallback_uri=https%3A%2F%2Fcrm.example%2Fhook",
        "a=1;override_callback_uri=https://crm.example/hook",
        "override_callback_uri=https://gateway.example.com/webhooks/whatsapp;.crm.example/hook",
        "override_callback_uri=&override_callback_uri=https://crm.example/hook",
        "override_callback_uri[]=https://crm.example/hook",
        "override.callback.uri=https://crm.example/hook",
        "override[callback_uri=https://crm.example/hook",
        "override%5Fcallback_uri[%zz]=https://crm.example/hook",
        "override_callback_uri%00x=https://crm.example/hook",
        "+override_callback_uri=https://crm.example/hook",
        "override_callback_uri=%22%22",
        "webhook_configuration[override_callback_uri]=https://crm.example/hook",
        "webhook_configuration%5Boverride_callback_uri%5D=https://crm.example/hook",
        "webhook_configuration[0][override_callback_uri]=https://crm.example/hook",
        "webhook_configuration.override_callback_uri=https://crm.example/hook",
        "webhook_configuration={\"override_callback_uri\":\"https://crm.example/hook\"}",
        "webhook_configuration=%7B%22override_callback_uri%22%3A%22https://crm.example/hook%22%7D",
        "webhook_configuration[]={\"override_callback_uri\":\"https://crm.example/hook\"}",
        "webhook_configuration={override_callback_uri:https://crm.example/hook}",
        "webhook_configuration=https://crm.example/hook"
      })
  void areFoundInFormsAndQueries(String pairs) {
    assertThat(overrides.inBody(pairs.getBytes(StandardCharsets.UTF_8))).isTrue();
    assertThat(overrides.inQuery(pairs)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "{'override_callback_uri':''}",
        "{'override_callback_uri':null,'verify_token':'a=b=='}",
        "{'override_callback_uri':'https://GATEWAY.example.com:443/webhooks/whatsapp/'}",
        "{'webhook_configuration':null}",
        "{'webhook_configuration':{}}",
        "{'webhook_configuration':{'override_callback_uri':'','verify_token':'https://a.example'}}",
        "{'webhook_configuration':{'override_callback_uri':"
            + "'https://gateway.example.com/webhooks/whatsapp','verify_token':'x&y=z'}}",
        "{'fields':'webhook_configuration,override_callback_uri'}",
        "{'callback_uri':'https://crm.example/hook'}"
      })
  void areNoneWithoutAnAddressOrWithTheGatewaysOwn(String body) {
    assertThat(inBody(body)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "subscribed_fields=messages&access_token=EAAJ",
        "override_callback_uri=",
        "override_callback_uri",
        "override_callback_uri=https%3A%2F%2Fgateway.example.com%2Fwebhooks%2Fwhatsapp",
        "webhook_configuration=",
        "webhook_configuration=null",
        "webhook_configuration={}",
        "webhook_configuration[override_callback_uri]=&webhook_configuration[verify_token]=t",
        "webhook_configuration[override_callback_uri]=https://gateway.example.com/webhooks/whatsapp",
        "fields=webhook_configuration",
        "%zz=1"
      })
  void areNoneInFormsAndQueriesWithoutAnAddressOrWithTheGatewaysOwn(String pairs) {
    assertThat(overrides.inBody(pairs.getBytes(StandardCharsets.UTF_8))).isFalse();
    assertThat(overrides.inQuery(pairs)).isFalse();
  }

  @Test
  void withoutAnAddressOfItsOwnEveryAddressIsElsewhere() {
    WebhookOverrides none = new WebhookOverrides(List.of());

    assertThat(none.inQuery("override_callback_uri=" + OWN)).isTrue();
    assertThat(none.inQuery("override_callback_uri=")).isFalse();
    assertThat(none.inQuery(null)).isFalse();
  }
}
