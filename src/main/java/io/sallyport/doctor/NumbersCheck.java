package io.sallyport.doctor;

import io.sallyport.account.Listing;
import io.sallyport.account.Numbers;
import io.sallyport.account.Waba;
import io.sallyport.account.Wabas;
import io.sallyport.directory.NumberSource;
import io.sallyport.doctor.Waiting.NoAnswer;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * Whether Meta lists each WABA's numbers, and each number has a token. What is listed is known to
 * the checks that follow, also where no gateway has asked before.
 */
@Singleton
final class NumbersCheck implements Check {

  private final Wabas wabas;
  private final Numbers numbers;
  private final NumberSource meta;

  NumbersCheck(Wabas wabas, Numbers numbers, NumberSource meta) {
    this.wabas = wabas;
    this.numbers = numbers;
    this.meta = meta;
  }

  @Override
  public String name() {
    return "numbers";
  }

  @Override
  public List<Finding> look(Options options) {
    List<Finding> found = new ArrayList<>();
    for (Waba waba : List.copyOf(wabas.all())) {
      if (waba.token() != null) {
        found.add(listed(waba.id(), waba.token().get()));
      }
    }
    for (String id : new TreeSet<>(numbers.ids())) {
      if (!hasToken(id)) {
        found.add(
            Finding.warn(
                "number " + id,
                "no access token is known, its own or its WABA's: its templates are unknown",
                "sallyport.wabas.\"<waba>\".access-token, or the number's"));
      }
    }
    found.add(
        numbers.ids().isEmpty()
            ? Finding.skip(name(), "no number of WhatsApp is known")
            : Finding.ok(name(), numbers.ids().size() + " in all"));
    return found;
  }

  /** In this process only: Redis keeps what the gateways found. */
  private Finding listed(String wabaId, String token) {
    String check = "waba " + wabaId;
    try {
      var listed = Waiting.on(meta.list(wabaId, token));
      wabas.list(Listing.of(wabaId, listed, Instant.now()));
      return listed.isEmpty()
          ? Finding.warn(check, "Meta lists no number", "add one in WhatsApp Manager")
          : Finding.ok(check, "Meta lists its numbers: " + listed.size());
    } catch (NoAnswer refused) {
      return Finding.fail(
          check, "its numbers are not listed: " + refused.why(), "its id; its token, above");
    }
  }

  private boolean hasToken(String id) {
    return numbers
        .find(id)
        .flatMap(number -> numbers.accessTokenOf(id).or(() -> numbers.accessToken(number.wabaId())))
        .isPresent();
  }
}
