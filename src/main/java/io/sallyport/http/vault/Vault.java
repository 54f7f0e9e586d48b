package io.sallyport.http.vault;

import io.sallyport.account.Accounts;
import io.sallyport.account.Accounts.Account;
import io.sallyport.account.Client;
import io.sallyport.account.Numbers;
import io.sallyport.account.Tokens;
import io.sallyport.http.GraphPath;
import io.sallyport.http.GraphQuery;
import io.sallyport.http.access.Caller;
import io.sallyport.http.access.Permissions;
import io.sallyport.rule.BusinessNumber;
import io.sallyport.rule.Reason;
import io.sallyport.rule.Refusal;
import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Chooses the number whose token is used for a client's call, by what the call is about. */
@Singleton
public final class Vault {

  private static final Pattern VERSION = Pattern.compile("v\\d+(?:\\.\\d+)?");

  /**
   * Edges that only numbers and accounts have. With an id that is not configured such a call is
   * refused: the token may have access to others' numbers as well.
   */
  private static final Set<String> OF_NUMBERS_AND_ACCOUNTS =
      Set.of(
          "media",
          "register",
          "deregister",
          "request_code",
          "verify_code",
          "calls",
          "call_permissions",
          "groups",
          "settings",
          "block_users",
          "message_qrdls",
          "message_history",
          "smb_app_data",
          "business_compliance_info",
          "whatsapp_business_profile",
          "whatsapp_business_encryption",
          "whatsapp_commerce_settings",
          "phone_numbers",
          "message_templates",
          "message_template_previews",
          "upsert_message_templates",
          "template_analytics",
          "template_group_analytics",
          "conversation_analytics",
          "pricing_analytics",
          "subscribed_apps",
          "assigned_users",
          "flows",
          "schedules");

  /** Calls that hand out tokens. */
  private static final Set<String> TOKEN_EDGES =
      Set.of("oauth", "access_token", "access_tokens", "system_user_access_tokens");

  /** The token for a call, or a refusal. */
  public sealed interface Choice {}

  public record Chosen(VaultedToken token) implements Choice {}

  public record None(Refusal refusal) implements Choice {}

  private final Permissions permissions;
  private final Numbers numbers;
  private final Accounts accounts;
  private final Tokens tokens;

  Vault(Permissions permissions, Numbers numbers, Accounts accounts, Tokens tokens) {
    this.accounts = accounts;
    this.tokens = tokens;
    this.permissions = permissions;
    this.numbers = numbers;
  }

  /**
   * The token for a call.
   *
   * @param path decoded, see {@link GraphPath.OtherPath}
   * @param target path and query as they came
   */
  public Choice choose(Client client, String path, String target) {
    List<String> segments = segments(path);
    String id = segments.isEmpty() ? "" : segments.get(0);
    if (segments.stream().anyMatch(TOKEN_EDGES::contains)) {
      return none(Reason.FORBIDDEN_NUMBER, "Calls that hand out tokens do not pass this gateway.");
    }
    if (numbers.has(id)) {
      return ofNumber(client, id);
    }
    if (accounts.has(id) || !accounts.at(id).isEmpty()) {
      return ofAddress(client, id);
    }
    Optional<String> named = GraphQuery.value(target, "phone_number_id");
    if (numbers.hasWaba(id)) {
      return ofAccount(client, id, named);
    }
    if (segments.size() > 1 && OF_NUMBERS_AND_ACCOUNTS.contains(segments.get(1))) {
      return none(Reason.FORBIDDEN_NUMBER, Permissions.forbiddenNumber(id));
    }
    return ofNoNumber(client, named);
  }

  /** The segments of a decoded path, in lower case, without the version. */
  public static List<String> segments(String decoded) {
    String path = GraphPath.pathOf(decoded).toLowerCase(Locale.ROOT);
    List<String> all = Arrays.stream(path.split("/", -1)).filter(it -> !it.isEmpty()).toList();
    boolean versioned = !all.isEmpty() && VERSION.matcher(all.get(0)).matches();
    return versioned ? all.subList(1, all.size()) : all;
  }

  /** The token of a number, or of an account of another channel, that the call names. */
  public Choice ofNumber(Client client, String phoneNumberId) {
    Caller caller = new Caller.Known(client);
    Refusal refusal =
        accounts.has(phoneNumberId)
            ? permissions.refusalOfAccount(caller, phoneNumberId)
            : permissions.refusal(caller, phoneNumberId);
    return refusal == null ? token(phoneNumberId) : new None(refusal);
  }

  /** The token of an account of another channel, or of its Page. */
  private Choice ofAddress(Client client, String id) {
    return Stream.concat(accounts.at(id).stream(), accounts.find(id).stream())
        .map(Account::id)
        .filter(client::mayUse)
        .findFirst()
        .map(this::token)
        .orElseGet(() -> none(Reason.FORBIDDEN_NUMBER, Permissions.forbiddenNumber(id)));
  }

  private Choice ofAccount(Client client, String wabaId, Optional<String> named) {
    Set<String> own =
        numbers.ofWaba(wabaId).stream().filter(client::mayUse).collect(Collectors.toSet());
    if (own.isEmpty()) {
      return none(Reason.FORBIDDEN_NUMBER, Permissions.forbiddenNumber(wabaId));
    }
    if (named.filter(number -> !own.contains(number)).isPresent()) {
      return ofNumber(client, named.get());
    }
    return token(named.orElseGet(() -> own.stream().sorted().findFirst().orElseThrow()));
  }

  private Choice ofNoNumber(Client client, Optional<String> named) {
    if (named.isPresent()) {
      return ofNumber(client, named.get());
    }
    if (client.defaultNumber() != null) {
      return token(client.defaultNumber());
    }
    List<String> owners =
        Stream.concat(numbers.ids().stream(), accounts.ids().stream())
            .filter(client::mayUse)
            .filter(it -> tokens.of(it).isPresent())
            .toList();
    boolean alike = owners.stream().map(tokens::of).distinct().count() == 1;
    return alike
        ? token(owners.get(0))
        : none(
            Reason.INVALID_BODY,
            "The call names no phone number, and this client has several with tokens of their own:"
                + " add `phone_number_id` to the query, or set sallyport.clients.\""
                + client.name()
                + "\".default-number.");
  }

  private Choice token(String phoneNumberId) {
    return tokens
        .of(phoneNumberId)
        .<Choice>map(token -> new Chosen(new VaultedToken(phoneNumberId, token)))
        .orElseGet(() -> none(Reason.INVALID_BODY, noTokenOf(phoneNumberId)));
  }

  private String noTokenOf(String id) {
    return "There is no token to make this call with: set "
        + (accounts.has(id) ? Accounts.tokenKey(id) : BusinessNumber.tokenKey(id))
        + ".";
  }

  private static None none(Reason reason, String details) {
    return new None(Refusal.of(reason, details));
  }
}
