package io.sallyport.http.api;

import io.sallyport.account.Accounts;
import io.sallyport.account.Accounts.Account;
import io.sallyport.account.Numbers;
import io.sallyport.audit.RefusalId;
import io.sallyport.contact.Contact;
import io.sallyport.http.GraphErrors;
import io.sallyport.http.access.Permissions;
import io.sallyport.message.PageRecipients;
import io.sallyport.rule.BusinessNumber;
import io.sallyport.rule.Reason;
import io.sallyport.rule.Refusal;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.vertx.UniHelper;
import io.vertx.core.Future;
import jakarta.inject.Singleton;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Locale;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** What the gateway API's resources share: finding the number and the contact, and refusing. */
@Singleton
public final class ApiCalls {

  private static final Logger LOG = Logger.getLogger(ApiCalls.class);

  public static final String NO_SUCH_CALL =
      "The gateway has no such call: /q/openapi on the management port lists them.";

  /** {@code error_data.details} of a call that Redis did not answer. */
  public static final String STORE_SILENT =
      "The gateway's store did not answer, so nothing was read or stored. Try again.";

  private final Numbers numbers;
  private final Accounts accounts;

  public ApiCalls(Numbers numbers, Accounts accounts) {
    this.numbers = numbers;
    this.accounts = accounts;
  }

  /** The configured account of another channel in a path. */
  Account account(String id) {
    return accounts
        .find(id)
        .orElseThrow(() -> refused(Reason.UNKNOWN_NUMBER, Permissions.unknownAccount(id)));
  }

  /** The person in a path, which is decoded already. */
  static Contact person(String id) {
    return PageRecipients.person(id)
        .orElseThrow(() -> invalid("The contact is not the id of a person."));
  }

  /** The configured number in a path. */
  public BusinessNumber number(String phoneNumberId) {
    return numbers
        .find(phoneNumberId)
        .orElseThrow(
            () -> refused(Reason.UNKNOWN_NUMBER, Permissions.unknownNumber(phoneNumberId)));
  }

  /** The contact in a path, which is decoded already. */
  public static Contact contact(BusinessNumber number, String name) {
    return Contact.addressed(name, number.country())
        .or(() -> Contact.group(name))
        .orElseThrow(() -> invalid("The contact is not a phone number, a user id or a group id."));
  }

  /** Reads a page's size from the query. */
  public static int limit(String text, int most) {
    if (text.matches("[1-9][0-9]{0,8}") && Integer.parseInt(text) <= most) {
      return Integer.parseInt(text);
    }
    throw invalid("`limit` must be from 1 to " + most + ".");
  }

  /** The store's answer; if it fails the call is refused with {@code undecided}. */
  public static <T> Uni<T> stored(Uni<T> answer, String whenSilent) {
    return answer
        .onFailure()
        .transform(
            failure -> {
              LOG.warnf("store silent because=%s", failure.getClass().getName());
              return refused(Reason.UNDECIDED, whenSilent);
            });
  }

  /** The same. */
  public static <T> Uni<T> stored(Future<T> answer, String whenSilent) {
    return stored(UniHelper.toUni(answer), whenSilent);
  }

  /** Refuses a call as invalid. */
  public static WebApplicationException invalid(String what) {
    return refused(Reason.INVALID_BODY, what);
  }

  public static WebApplicationException refused(Reason reason, String details) {
    return refused(reason.status(), reason, details);
  }

  public static WebApplicationException refused(int status, Reason reason, String details) {
    byte[] body = GraphErrors.body(Refusal.of(reason, details), RefusalId.next()).getBytes();
    Response.ResponseBuilder response =
        Response.status(status).type(MediaType.APPLICATION_JSON).entity(body);
    if (reason == Reason.UNDECIDED) {
      response.header(HttpHeaders.RETRY_AFTER, GraphErrors.RETRY_SOON);
    }
    return new WebApplicationException(response.build());
  }

  /** A constant as answers spell it. */
  public static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  public static @Nullable String wordOrNull(@Nullable Enum<?> value) {
    return value == null ? null : word(value);
  }
}
