package io.sallyport.twin;

import io.sallyport.twin.messenger.accounts.Account;
import io.sallyport.twin.platform.TwinNumber;
import io.sallyport.twin.templates.TwinTemplate;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The numbers, accounts and templates of the dev mode and the pages. */
public final class TwinSeed {
  public static final String WABA = "102290129340398";
  public static final TwinNumber NUMBER = new TwinNumber("106540352242922", WABA, "15550783881");
  public static final TwinNumber SECOND_NUMBER =
      new TwinNumber("106540352242923", WABA, "15550783882");

  /** Meta's sample Page and, linked to it, Meta's sample Instagram account. */
  public static final Account PAGE = Account.page("134895793791914", "dev-page-token");

  public static final Account INSTAGRAM = Account.linked("17841405822304914", PAGE);

  /** With a login of its own, and approved for {@code HUMAN_AGENT}. Invented. */
  public static final Account INSTAGRAM_LOGIN =
      Account.instagram("17841400000000001", "dev-instagram-token").withHumanAgent(true);

  private TwinSeed() {}

  public static TwinOptions options() {
    return TwinOptions.of(List.of(NUMBER, SECOND_NUMBER), templates())
        .withAccounts(List.of(PAGE, INSTAGRAM, INSTAGRAM_LOGIN));
  }

  public static List<TwinTemplate> templates() {
    return Stream.concat(named().stream(), fillers()).toList();
  }

  private static List<TwinTemplate> named() {
    return List.of(
        marketing("spring_sale", "Hi {{1}}, our spring sale starts today."),
        utility("order_update", "Your order {{1}} is {{2}}."),
        loginCode(),
        marketing("old_offer", "Hi {{1}}, this offer is back.").withStatus("PAUSED"),
        marketing("retired_offer", "Hi {{1}}, a last chance.").withStatus("DISABLED"),
        utility("draft_notice", "Your notice {{1}} is here.").withStatus("PENDING"),
        utility("welcome_named", "Hello {{first_name}}, order {{order_number}} is ready.")
            .withParameterFormat("NAMED"),
        utility("may_we_write", "There is an answer for you. Write to us to read it."),
        catalogPhoto());
  }

  /**
   * More than a small page holds, so that readers of the list have to follow {@code paging.next}.
   */
  private static Stream<TwinTemplate> fillers() {
    return IntStream.rangeClosed(1, 24)
        .mapToObj(i -> utility(String.format("notice_%02d", i), "Notice {{1}} about your order."));
  }

  private static TwinTemplate loginCode() {
    JsonObject body = TwinTemplate.bodyOf("*{{1}}* is your verification code.");
    body.put("add_security_recommendation", true);
    String url = "https://www.whatsapp.com/otp/code/?otp_type=COPY_CODE&code=otp{{1}}";
    return TwinTemplate.of(WABA, "login_code", "AUTHENTICATION", "")
        .withComponents(JsonArray.of(body, urlButton("Copy code", url)));
  }

  private static TwinTemplate catalogPhoto() {
    return marketing("catalog_photo", "")
        .withComponents(
            JsonArray.of(
                JsonObject.of("type", "HEADER", "format", "IMAGE"),
                TwinTemplate.bodyOf("Hi {{1}}, see our new catalog."),
                urlButton("Look", "https://example.com/catalog/{{1}}")));
  }

  private static JsonObject urlButton(String text, String url) {
    JsonObject button = JsonObject.of("type", "URL", "text", text, "url", url);
    return JsonObject.of("type", "BUTTONS", "buttons", JsonArray.of(button));
  }

  private static TwinTemplate marketing(String name, String body) {
    return TwinTemplate.of(WABA, name, "MARKETING", body);
  }

  private static TwinTemplate utility(String name, String body) {
    return TwinTemplate.of(WABA, name, "UTILITY", body);
  }
}
