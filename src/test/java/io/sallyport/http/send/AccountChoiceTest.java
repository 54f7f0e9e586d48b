package io.sallyport.http.send;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.account.Accounts;
import io.sallyport.account.Accounts.Account;
import io.sallyport.account.Client;
import io.sallyport.account.ConfiguredNumbers;
import io.sallyport.account.WazzupChannels;
import io.sallyport.channel.PageChannel;
import io.sallyport.circuit.Credential;
import io.sallyport.contact.Contact;
import io.sallyport.http.access.Caller;
import io.sallyport.http.access.Permissions;
import io.sallyport.http.send.AccountChoice.Candidates;
import io.sallyport.instead.Preferences;
import io.sallyport.ledger.Records;
import io.sallyport.message.BodyFormat;
import io.sallyport.message.PageMessageReader;
import io.sallyport.message.Reading;
import io.sallyport.rule.Reason;
import io.sallyport.rule.Refusal;
import io.vertx.core.Future;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whose a send is: 11 is a Page, which Instagram's 12 is sent to by, too; 13 and 14 are others. */
class AccountChoiceTest {

  private static final Reading TEXT =
      PageMessageReader.read(
          "{\"recipient\":{\"id\":\"42\"},\"message\":{}}".getBytes(StandardCharsets.UTF_8),
          BodyFormat.JSON);

  private final Set<String> known = new HashSet<>();
  private final AccountChoice choice = choice();

  private AccountChoice choice() {
    Map<String, String> all = new HashMap<>(ConfiguredNumbers.sample());
    all.put("sallyport.accounts.11.channel", "messenger");
    all.put("sallyport.accounts.11.access-token", "EAAone");
    all.put("sallyport.accounts.12.channel", "instagram");
    all.put("sallyport.accounts.12.page", "11");
    all.put("sallyport.accounts.13.channel", "instagram-login");
    all.put("sallyport.accounts.13.access-token", "IGAA");
    all.put("sallyport.accounts.14.channel", "messenger");
    all.put("sallyport.accounts.14.access-token", "IGAA");
    Accounts accounts = new Accounts(ConfiguredNumbers.accounts(all));
    Permissions permissions =
        new Permissions(
            ConfiguredNumbers.of(all),
            accounts,
            new WazzupChannels(ConfiguredNumbers.config(all)),
            null);
    return new AccountChoice(accounts, permissions, records());
  }

  /** Knows {@code account/contact}, and nothing else of anything. */
  private Records records() {
    return (Records)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {Records.class},
            (proxy, method, arguments) ->
                Future.succeededFuture(
                    known.contains(arguments[0] + "/" + ((Contact) arguments[1]).id())));
  }

  private static Caller client(String... numbers) {
    return new Caller.Known(new Client("one", Set.of(numbers), null, Preferences.NONE));
  }

  private Candidates anyones(String id, String token) {
    Credential credential = new Credential(token, null);
    return choice.candidates(new Caller.Anyone(credential), id, credential);
  }

  private Candidates clients(String id, String... numbers) {
    return choice.candidates(client(numbers), id, new Credential("key", null));
  }

  private static List<String> ids(Candidates candidates) {
    return candidates.all().stream().map(Account::id).toList();
  }

  private static @Nullable Reason reason(Candidates candidates) {
    Refusal refusal = candidates.refusal();
    return refusal == null ? null : refusal.reason();
  }

  @ParameterizedTest
  @CsvSource({
    "11, true",
    "12, true",
    "13, true",
    "me, true",
    "Me, false",
    "106540352242922, false"
  })
  void whichPathsAreOfAccounts(String id, boolean is) {
    assertThat(choice.isFor(id)).isEqualTo(is);
  }

  @Test
  void withoutClientsMeIsWhoseTokenItIs() {
    assertThat(ids(anyones("me", "EAAone"))).containsExactly("11", "12");
    assertThat(reason(anyones("me", "EAAother"))).isEqualTo(Reason.UNKNOWN_NUMBER);
    assertThat(reason(anyones("me", ""))).isEqualTo(Reason.UNKNOWN_NUMBER);
    assertThat(reason(anyones("me", "IGAA"))).isEqualTo(Reason.UNKNOWN_NUMBER);
    assertThat(ids(anyones("14", "whatever"))).containsExactly("14");
  }

  @Test
  void aClientsMeIsItsOnlyAccount() {
    assertThat(ids(clients("me", "13"))).containsExactly("13");
    assertThat(ids(clients("me", "11", "12"))).containsExactly("11", "12");
    assertThat(ids(clients("me", "12"))).containsExactly("12");
    assertThat(reason(clients("me", "11", "13"))).isEqualTo(Reason.UNKNOWN_NUMBER);
    assertThat(reason(clients("me", "5"))).isEqualTo(Reason.UNKNOWN_NUMBER);
    assertThat(reason(clients("11", "13"))).isEqualTo(Reason.FORBIDDEN_NUMBER);
  }

  @Test
  void instagramByAPageIsNotSentToUnderItsOwnId() {
    assertThat(clients("12", "12").refusal())
        .isNotNull()
        .satisfies(refusal -> assertThat(refusal.error().code()).isEqualTo(3));
    assertThat(reason(clients("12", "13"))).isEqualTo(Reason.FORBIDDEN_NUMBER);
  }

  /** Before the account is chosen; 14 has the same token as 13. */
  @Test
  void aRefusalHasTheWordsOfTheOnlyChannelThatItMayBe() {
    assertThat(wordsOf("13", client("13"), "key")).isEqualTo(PageChannel.INSTAGRAM_LOGIN);
    assertThat(wordsOf("11", client("13"), "key")).isEqualTo(PageChannel.MESSENGER);
    assertThat(wordsOf("me", client("13"), "key")).isEqualTo(PageChannel.INSTAGRAM_LOGIN);
    assertThat(wordsOf("me", client("11", "13"), "key")).isEqualTo(PageChannel.MESSENGER);
    Caller nobody = new Caller.Stranger("why");
    assertThat(wordsOf("me", nobody, "IGAA")).isEqualTo(PageChannel.MESSENGER);
    Map<String, String> one = new HashMap<>(ConfiguredNumbers.sample());
    one.put("sallyport.accounts.13.channel", "instagram-login");
    AccountChoice ofOne =
        new AccountChoice(new Accounts(ConfiguredNumbers.accounts(one)), null, records());
    assertThat(ofOne.channelOf(nobody, "me", Credential.NONE))
        .isEqualTo(PageChannel.INSTAGRAM_LOGIN);
  }

  private PageChannel wordsOf(String id, Caller caller, String token) {
    return choice.channelOf(caller, id, new Credential(token, null));
  }

  private @Nullable String chosen(String... usable) {
    Candidates candidates = clients("11", usable);
    Account account = choice.choose(candidates.all(), TEXT).result();
    return account == null ? null : account.id();
  }

  @Test
  void ofTwoAtOnePageTheOneThatKnowsTheRecipientDecides() {
    assertThat(chosen("11", "12")).isEqualTo("11");
    assertThat(chosen("12")).isEqualTo("12");

    known.add("12/42");
    assertThat(chosen("11", "12")).isEqualTo("12");
    assertThat(chosen("11")).isNull();

    known.clear();
    known.add("11/42");
    assertThat(chosen("11", "12")).isEqualTo("11");
    assertThat(chosen("12")).isNull();
  }
}
