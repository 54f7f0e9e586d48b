package io.sallyport.account;

import jakarta.inject.Singleton;
import java.util.Optional;

/** The access tokens of Meta's for numbers and for the accounts of other channels. */
@Singleton
public final class Tokens {

  private final Numbers numbers;
  private final Accounts accounts;

  public Tokens(Numbers numbers, Accounts accounts) {
    this.numbers = numbers;
    this.accounts = accounts;
  }

  /** A number's, or an account's. */
  public Optional<String> of(String id) {
    Optional<String> token = numbers.accessTokenOf(id);
    return token.isPresent() || accounts.isEmpty() ? token : accounts.accessTokenOf(id);
  }
}
