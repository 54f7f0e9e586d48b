package io.sallyport.gateway;

import io.sallyport.config.Numbers;
import io.sallyport.contact.Contact;
import io.sallyport.policy.BusinessNumber;
import io.sallyport.policy.Details;
import io.sallyport.policy.Reason;
import io.sallyport.policy.Refusal;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Locale;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** What the calls of the gateway API have in common: whom they are about, and how they refuse. */
@Singleton
final class ApiCalls {

  private static final Logger LOG = Logger.getLogger(ApiCalls.class);

  static final String NO_SUCH_CALL =
      "The gateway has no such call: /q/openapi on the management port lists them.";

  private final Numbers numbers;

  ApiCalls(Numbers numbers) {
    this.numbers = numbers;
  }

  /** The configured number that a path names. */
  BusinessNumber number(String phoneNumberId) {
    return numbers
        .find(phoneNumberId)
        .orElseThrow(() -> refused(Reason.UNKNOWN_NUMBER, Details.unknownNumber(phoneNumberId)));
  }

  /** The contact that a path names, decoded. */
  static Contact contact(BusinessNumber number, String name) {
    return Contact.addressed(name, number.country())
        .or(() -> Contact.group(name))
        .orElseThrow(() -> invalid("The contact is not a phone number, a user id or a group id."));
  }

  /** How many of a page, as a query says it. */
  static int limit(String text, int most) {
    if (text.matches("[1-9][0-9]{0,8}") && Integer.parseInt(text) <= most) {
      return Integer.parseInt(text);
    }
    throw invalid("`limit` must be from 1 to " + most + ".");
  }

  /** What the store answered; a store that does not is {@code undecided}. */
  static <T> Uni<T> stored(Uni<T> answer, String whenSilent) {
    return answer
        .onFailure()
        .transform(
            failure -> {
              LOG.warnf("store silent because=%s", failure.getClass().getName());
              return refused(Reason.UNDECIDED, whenSilent);
            });
  }

  /** What is wrong with a call. */
  static WebApplicationException invalid(String what) {
    return refused(Reason.INVALID_BODY, what);
  }

  static WebApplicationException refused(Reason reason, String details) {
    return refused(reason.status(), reason, details);
  }

  static WebApplicationException refused(int status, Reason reason, String details) {
    byte[] body = GraphErrors.body(Refusal.of(reason, details), GraphErrors.newId()).getBytes();
    Response.ResponseBuilder response =
        Response.status(status).type(MediaType.APPLICATION_JSON).entity(body);
    if (reason == Reason.UNDECIDED) {
      response.header(HttpHeaders.RETRY_AFTER, GraphErrors.RETRY_SOON);
    }
    return new WebApplicationException(response.build());
  }

  /** A word of ours as it stands in answers. */
  static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  static @Nullable String wordOrNull(@Nullable Enum<?> value) {
    return value == null ? null : word(value);
  }
}
