package io.sallyport.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.testkit.Gateway;
import io.sallyport.testkit.GatewayProcess;
import io.sallyport.testkit.Scenario;
import io.sallyport.testkit.Sdk;
import io.sallyport.testkit.Store;
import io.sallyport.testkit.World;
import io.sallyport.twin.Twin;
import io.sallyport.twin.TwinAccount;
import io.sallyport.twin.TwinSeed;
import io.sallyport.twin.messenger.accounts.Account;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Published SDKs, unmodified, send to Messenger and Instagram through the packaged gateway, and get
 * from it the very errors that they get from Meta. As {@link SdkClients} not among the tests.
 */
class MessengerClients {

  private static final List<String> TABLE = new ArrayList<>();
  private static final String INSTAGRAM_SECRET = "it-instagram-secret";

  @TempDir static Path directory;
  private static Store store;
  private static Twin twin;
  private static Gateway gateway;
  private static Process process;

  @BeforeAll
  static void startAll() throws Exception {
    store = Store.start(World.freePort());
    twin =
        Twin.start(
            TwinSeed.options()
                .withAppSecret(World.APP_SECRET)
                .withInstagramAppSecret(INSTAGRAM_SECRET));
    Map<String, String> all = World.configuration(store, twin.url());
    all.put("sallyport.graph.instagram-url", twin.instagramUrl());
    configure(all, TwinSeed.PAGE);
    configure(all, TwinSeed.INSTAGRAM);
    configure(all, TwinSeed.INSTAGRAM_LOGIN);
    all.put(key(TwinSeed.INSTAGRAM_LOGIN) + "app-secret", INSTAGRAM_SECRET);
    gateway = new Gateway(World.freePort(), World.freePort());
    process = GatewayProcess.start(gateway, all, directory.resolve("output"));
    twin.webhookUrl("http://localhost:" + gateway.port() + "/webhooks/meta");
  }

  private static void configure(Map<String, String> all, Account account) {
    all.put(key(account) + "channel", account.network().word());
    all.put(key(account) + "access-token", account.token());
    if (!account.page().equals(account.id())) {
      all.put(key(account) + "page", account.page());
    }
  }

  private static String key(Account account) {
    return "sallyport.accounts.\"" + account.id() + "\".";
  }

  @AfterAll
  static void stopAll() throws InterruptedException {
    TABLE.forEach(System.out::println);
    process.destroyForcibly().waitFor();
    twin.close();
    store.stop();
  }

  @ParameterizedTest
  @CsvSource({
    "messaging-api-messenger, messenger, messenger,       AxiosError,             2018278",
    "messaging-api-messenger, messenger, instagram,       AxiosError,             2534022",
    "meta-nodejs,             messenger, messenger,       FacebookRequestError,   2018278",
    "meta-nodejs,             messenger, instagram,       FacebookRequestError,   2534022",
    "meta-nodejs,             messenger, instagram-login, FacebookRequestError,   2534022",
    "restfb,                  Messenger, messenger,       FacebookOAuthException, 2018278",
    "restfb,                  Messenger, instagram,       FacebookOAuthException, 2534022",
    "restfb,                  Messenger, instagram-login, InstagramApiException,  2534022",
  })
  void sendsAndIsRefusedAsByMeta(
      String sdk, String program, String channel, String type, int subcode) throws Exception {
    Account account = account(channel);

    Map<String, JsonObject> byMeta = run(sdk, program, account, address(account));
    int sent = twin.sends().size();
    Map<String, JsonObject> byGateway =
        run(sdk, program, account, "http://localhost:" + gateway.port());

    byGateway.forEach((step, told) -> TABLE.add(sdk + " " + channel + " " + told.encode()));
    assertThat(byGateway.get("window").getString("type")).isEqualTo(type);
    assertThat(byGateway.get("window").getInteger("code")).isEqualTo(10);
    assertThat(byGateway.get("window").getInteger("subcode")).isEqualTo(subcode);
    assertThat(byGateway.get("second reply").getInteger("subcode")).isEqualTo(2534025);
    for (String step : List.of("window", "tag", "second reply")) {
      assertThat(refusal(byGateway, step)).as(step).isEqualTo(refusal(byMeta, step));
    }
    assertThat(byGateway.get("reply").getString("id")).isNotBlank();
    assertThat(twin.sends()).as("only the two that Meta takes").hasSize(sent + 2);
  }

  /** Type, code and subcode, which is what a program decides by. */
  private static JsonObject refusal(Map<String, JsonObject> told, String step) {
    JsonObject refusal = told.get(step).copy();
    refusal.remove("message");
    return refusal;
  }

  private static Account account(String channel) {
    return switch (channel) {
      case "messenger" -> TwinSeed.PAGE;
      case "instagram" -> TwinSeed.INSTAGRAM;
      default -> TwinSeed.INSTAGRAM_LOGIN;
    };
  }

  private static String address(Account account) {
    return account.isAtInstagramsHost() ? twin.instagramUrl() : twin.url();
  }

  /** What the steps told of people of their own: one in the window, one not, one who commented. */
  private static Map<String, JsonObject> run(
      String sdk, String program, Account account, String address) throws Exception {
    TwinAccount at = twin.account(account.id());
    String open = Scenario.newContact();
    String closed = Scenario.newContact();
    at.does(open, "messages", new JsonObject()).join();
    at.does(closed, "messages", JsonObject.of("ago", "25h")).join();
    JsonObject comment = at.does(Scenario.newContact(), "comments", new JsonObject()).join();
    assertThat(comment.getInteger("webhook")).isEqualTo(200);
    return Sdk.run(
        directory.resolve(sdk),
        List.of(sdk, "run", program),
        Map.of(
            "GATEWAY",
            address,
            "TOKEN",
            account.token(),
            "ACCOUNT",
            account.page(),
            "OPEN",
            open,
            "CLOSED",
            closed,
            "COMMENT",
            comment.getString("id")));
  }
}
