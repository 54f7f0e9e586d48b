package io.sallyport.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class GraphQueryTest {

  @ParameterizedTest
  @NullAndEmptySource
  @ValueSource(
      strings = {
        "access_token=EAAJ&appsecret_proof=ab",
        "fields=messages,text",
        "phone_number_id=106540352242922",
        "x=to&y=batch",
        "=to",
        "&&",
        "total=1&totype=2",
        "%zz=1",
        "format=json&locale=en_US"
      })
  void graphsOwnAndHarmlessParametersPass(@Nullable String query) {
    assertThat(GraphQuery.faultOfSend(query)).isEmpty();
    assertThat(GraphQuery.faultOfOther(query, false)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "messaging_product",
        "recipient_type",
        "to",
        "recipient",
        "type",
        "status",
        "message_id",
        "typing_indicator",
        "context",
        "category",
        "template_name",
        "template",
        "text",
        "image",
        "video",
        "audio",
        "document",
        "sticker",
        "location",
        "contacts",
        "reaction",
        "interactive",
        "biz_opaque_callback_data",
        "recipient_identity_key_hash",
        "product_policy",
        "message_activity_sharing"
      })
  void membersOfABodyAreRefusedOnASendOnly(String member) {
    assertThat(GraphQuery.faultOfSend(member.replace('_', '.') + "%00x=x")).isPresent();
    assertThat(GraphQuery.faultOfSend("access_token=EAAJ&" + member + "=x"))
        .hasValueSatisfying(why -> assertThat(why).contains("`" + member + "`"));
    assertThat(GraphQuery.faultOfOther(member + "=x", false)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "to, to",
    "'to=', to",
    "x=1;to=2, to",
    "%74o=1, to",
    "%54%4F=1, to",
    "TO=1, to",
    "+to=1, to",
    "%20to%20=1, to",
    "to[]=1, to",
    "to%5B0%5D=1, to",
    "text[body]=1, text",
    "text%5bbody%5d=1, text"
  })
  void anotherSpellingOfAMemberIsThatMember(String query, String member) {
    assertThat(GraphQuery.faultOfSend(query))
        .hasValueSatisfying(why -> assertThat(why).contains("`" + member + "`"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "batch=[]",
        "method=post",
        "METHOD=POST",
        "%62atch=1",
        "a=1&batch[0]=1",
        "batch",
        "b%61tch[%zz]=1"
      })
  void waysToMakeAnotherCallAreRefusedEverywhere(String query) {
    assertThat(GraphQuery.faultOfSend(query)).isPresent();
    assertThat(GraphQuery.faultOfOther(query, false)).isPresent();
  }
}
