package io.sallyport.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.account.Accounts;
import io.sallyport.account.Accounts.Account;
import io.sallyport.account.ConfiguredNumbers;
import io.sallyport.channel.PageChannel;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which keys of accounts stop the start, and what the others make. */
class AccountChecksTest {

  private static Map<String, String> right() {
    Map<String, String> all = new HashMap<>(ConfiguredNumbers.sample());
    all.put("sallyport.accounts.11.channel", "messenger");
    all.put("sallyport.accounts.11.access-token", "EAA");
    all.put("sallyport.accounts.\"12\".channel", "instagram");
    all.put("sallyport.accounts.\"12\".page", "11");
    all.put("sallyport.accounts.\"12\".human-agent", "true");
    all.put("sallyport.accounts.13.channel", "instagram-login");
    all.put("sallyport.accounts.13.app-secret", "secret");
    return all;
  }

  private static List<String> problems(Map<String, String> all) {
    return AccountChecks.of(ConfiguredNumbers.accounts(all), ConfiguredNumbers.numbers(all));
  }

  @Test
  void whatIsRightIsTaken() {
    Accounts accounts = new Accounts(ConfiguredNumbers.accounts(right()));

    assertThat(problems(right())).isEmpty();
    assertThat(accounts.at("11")).extracting(Account::id).containsExactly("11", "12");
    assertThat(accounts.at("12")).isEmpty();
    assertThat(accounts.at("13"))
        .extracting(Account::channel)
        .containsExactly(PageChannel.INSTAGRAM_LOGIN);
    assertThat(accounts.withToken("EAA")).extracting(Account::id).containsExactly("11");
    assertThat(accounts.withToken("")).isEmpty();
    assertThat(accounts.hasHumanAgent("12")).isTrue();
    assertThat(accounts.hasHumanAgent("11")).isFalse();
    assertThat(accounts.isOnInstagram("13")).isTrue();
    assertThat(accounts.isOnInstagram("12")).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "sallyport.accounts.14.access-token | EAA            | sallyport.accounts.\"14\".channel",
        "sallyport.accounts.14.channel      | viber          | sallyport.accounts.14.channel",
        "sallyport.accounts.14.channel      | instagram      | sallyport.accounts.\"14\".page",
        "sallyport.accounts.11.page         | 12             | sallyport.accounts.\"11\".page",
        "sallyport.accounts.11.app-secret   | secret         |"
            + " sallyport.accounts.\"11\".app-secret",
        "sallyport.accounts.11.access-token | two words      |"
            + " sallyport.accounts.\"11\".access-token",
        "sallyport.accounts.11.human-agent  | maybe          | sallyport.accounts.11.human-agent",
        "sallyport.accounts.11.pages        | 12             | sallyport.accounts.11.pages",
        "sallyport.accounts.106540352242922.channel | messenger | is a phone number id",
        "sallyport.accounts.\"a/b\".channel | messenger      | the account id a/b"
      })
  void whatIsWrongIsNamed(String key, String value, String named) {
    Map<String, String> all = right();
    all.put(key, value);

    assertThat(problems(all)).hasSize(1);
    assertThat(problems(all).get(0)).contains(named);
  }

  @Test
  void twoAccountsHaveTwoPages() {
    Map<String, String> all = right();
    all.put("sallyport.accounts.14.channel", "instagram");
    all.put("sallyport.accounts.14.page", "11");

    assertThat(problems(all)).singleElement().asString().contains("is the Page of account 12");
  }
}
