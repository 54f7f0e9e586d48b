package io.sallyport.message;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.message.Reading.Malformed;
import io.sallyport.message.Reading.Understood;
import java.net.URLEncoder;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FormBodyTest {
  private static final String TO = "messaging_product=whatsapp&to=16505551234";

  private static Reading read(String form) {
    return OutboundMessage.read(form.getBytes(US_ASCII), BodyFormat.FORM, null);
  }

  private static OutboundMessage message(String form) {
    return ((Understood) read(form)).message();
  }

  private static String encoded(String value) {
    return URLEncoder.encode(value, UTF_8);
  }

  @Test
  void aFieldIsAMember() {
    OutboundMessage message =
        message(TO + "&type=text&text=" + encoded("{\"body\":\"Gr\u00fc\u00dfe & more\"}"));

    assertThat(message.sendClass()).isEqualTo(SendClass.FREE_FORM);
    assertThat(message.recipient().id()).isEqualTo("16505551234");
  }

  @Test
  void aTemplateIsReadFromItsJson() {
    String template = "{\"name\":\"spring_sale\",\"language\":{\"code\":\"en_US\"}}";

    OutboundMessage message = message(TO + "&type=template&template=" + encoded(template));

    assertThat(message.sendClass()).isEqualTo(SendClass.TEMPLATE);
    assertThat(message.template().name()).isEqualTo("spring_sale");
    assertThat(message.template().language()).isEqualTo("en_US");
  }

  @ParameterizedTest
  @CsvSource({
    "status=read&message_id=wamid.1, CONTROL",
    "status=read&message_id=wamid.1&recipient_type=individual, CONTROL",
    "recipient=US.13491208655302741918&type=text&text=%7B%7D, FREE_FORM",
    "to=16505551234&text=%7B%7D, FREE_FORM",
    "to=%2B1+650+555-1234&type=text&text=hi, FREE_FORM",
    "to=16505551234&type=text&access_token=EAAJ&format=json, FREE_FORM",
    "t%6F=16505551234&type=ima%67e, FREE_FORM",
    "&to=16505551234&&type=text&, FREE_FORM",
    "to=16505551234&category=utility&type=text, DIRECT_SEND"
  })
  void isClassifiedAsTheJsonItStandsFor(String form, SendClass sendClass) {
    assertThat(message(form).sendClass()).isEqualTo(sendClass);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "to=16505551234&type=text&type=template | Duplicate",
        "to=16505551234&type=text&t%79pe=template | Duplicate",
        "to=1&to=1 | Duplicate",
        "to=16505551234&text[body]=hi | named",
        "to=16505551234&template%5Bname%5D=x | named",
        "to=16505551234&type.=text | named",
        "to=16505551234&+type=text | named",
        "to=16505551234&type%00=text | named",
        "to=16505551234;type=text | encoded",
        "to=16505551234&type=te%xt | encoded",
        "to=16505551234&type=te xt | encoded",
        "to=16505551234&type=%C3%28 | UTF-8",
        "to=16505551234&template={\"name\":\"a\" | JSON",
        "to=16505551234&text={},\"type\":\"template\" | JSON",
        "to=16505551234&text={\"a\":1}{\"b\":2} | one JSON value",
        "to=16505551234&text={\"a\":1,\"a\":2} | Duplicate",
        "to=16505551234&text={\"a\":{\"b\":1,\"\\u0062\":2}} | Duplicate",
        "to=16505551234&type=template&template=x | template",
        "to=16505551234&type=text&batch=[] | batch",
        "to=16505551234&type=text&method=delete | method",
        "to=16505551234&type=text&_method=delete | _method",
        "to=16505551234&status=read | status",
        "to=US.13491208655302741918&type=text | recipient",
        "to=US%2E13491208655302741918&type=text | recipient",
        "to=16505551234&type=text&recipient_type=person | recipient_type",
        "{\"to\":\"16505551234\"} | Content-Type"
      })
  void whatTwoReadersCouldTakeDifferentlyIsNoSend(String form, String word) {
    assertThat(((Malformed) read(form)).why()).contains(word);
  }

  @Test
  void fieldsAReaderMightNotCountToAreNoSend() {
    String many =
        IntStream.range(0, FormBody.MOST_FIELDS)
            .mapToObj(i -> "&x" + i + "=")
            .collect(Collectors.joining());

    assertThat(((Malformed) read(TO + "&text=hi" + many + "&type=template")).why()).contains("64");
  }

  @Test
  void aFieldBesideTheMessageCanBeAskedFor() {
    byte[] form = "to=1&access_token=EAA%2DJ".getBytes(US_ASCII);

    assertThat(FormBody.field(form, "access_token")).isEqualTo("EAA-J");
    assertThat(FormBody.field(form, "appsecret_proof")).isNull();
    assertThat(FormBody.field("%zz".getBytes(US_ASCII), "access_token")).isNull();
  }
}
