package io.sallyport.app;

import io.sallyport.account.Accounts;
import io.sallyport.account.Numbers;
import io.sallyport.account.Secret;
import io.sallyport.channel.PageChannel;
import io.sallyport.config.AccountsConfig;
import io.sallyport.config.AccountsConfig.PageAccount;
import io.sallyport.config.Ids;
import io.sallyport.config.NumbersConfig;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is wrong with the keys under {@code sallyport.accounts}; each names the key and the fix. */
final class AccountChecks {

  private final AccountsConfig accounts;
  private final NumbersConfig numbers;
  private final Map<String, String> accountByPage = new HashMap<>();
  private final List<String> problems;

  private AccountChecks(AccountsConfig accounts, NumbersConfig numbers) {
    this.accounts = accounts;
    this.numbers = numbers;
    this.problems = new ArrayList<>(accounts.problems());
  }

  static List<String> of(AccountsConfig accounts, NumbersConfig numbers) {
    AccountChecks checks = new AccountChecks(accounts, numbers);
    accounts.byId().forEach(checks::check);
    return checks.problems;
  }

  private void check(String id, PageAccount account) {
    String prefix = "sallyport.accounts.\"" + id + "\".";
    if (!Ids.isId(id)) {
      problems.add("the account id " + id + " is not an id: use the digits Meta shows.");
    }
    if (numbers.ids().contains(id)) {
      problems.add(prefix + "channel: " + id + " is a phone number id: name it in one place.");
    }
    Optional<PageChannel> channel = account.channel();
    if (channel.isEmpty() && accounts.problems().isEmpty()) {
      problems.add(
          prefix + "channel is not set: set it to messenger, instagram or instagram-login.");
    }
    channel.ifPresent(of -> checkChannel(prefix, id, of, account));
    checkSecret(Accounts.tokenKey(id), account.accessToken());
    checkSecret(Accounts.appSecretKey(id), account.appSecret());
  }

  private void checkChannel(String prefix, String id, PageChannel channel, PageAccount account) {
    String page = account.page().orElse("");
    if (channel == PageChannel.INSTAGRAM) {
      if (!Ids.isId(page)) {
        problems.add(prefix + "page is not an id: set it to the id of the account's Page.");
      }
      String other = accountByPage.put(page, id);
      if (other != null) {
        problems.add(prefix + "page: " + page + " is the Page of account " + other + " already.");
      }
    } else if (!page.isEmpty()) {
      problems.add(prefix + "page: only an account of channel instagram has one.");
    }
    if (channel != PageChannel.INSTAGRAM_LOGIN && account.appSecret().isPresent()) {
      problems.add(
          prefix
              + "app-secret: only an account of channel instagram-login has one; others'"
              + " webhooks are signed with sallyport.webhook.app-secret.");
    }
  }

  private void checkSecret(String key, Optional<String> text) {
    try {
      text.ifPresent(given -> new Secret<>(key, given, Numbers::token));
    } catch (Secret.Unusable e) {
      problems.add(key + ": " + e.getMessage() + ".");
    }
  }
}
