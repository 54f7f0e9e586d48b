package io.sallyport.http.api;

import io.sallyport.account.Numbers;
import io.sallyport.audit.Acts;
import io.sallyport.audit.Audit;
import io.sallyport.contact.Contact;
import io.sallyport.rule.BusinessNumber;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.vertx.UniHelper;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.PathSegment;
import java.util.List;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/**
 * Notes what operators do by the gateway API, and what viewers try, with how it was answered. The
 * answer waits until it is noted.
 */
@Singleton
public final class ApiActs {

  /** The property with the name of the operator who acts. */
  static final String ACTING = ApiActs.class.getName();

  private static final String API = "/sallyport/v1/";
  private static final String CONTACTS = "contacts";

  private final Provider<Acts> acts;
  private final Provider<Audit> audit;
  private final Provider<Numbers> numbers;

  /** Providers, because filters are created before the configuration is there. */
  ApiActs(Provider<Acts> acts, Provider<Audit> audit, Provider<Numbers> numbers) {
    this.acts = acts;
    this.audit = audit;
    this.numbers = numbers;
  }

  @ServerResponseFilter
  Uni<Void> note(ContainerRequestContext request, ContainerResponseContext response) {
    if (!(request.getProperty(ACTING) instanceof String operator)) {
      return Uni.createFrom().voidItem();
    }
    String act = request.getMethod() + " " + path(request.getUriInfo().getPathSegments());
    return UniHelper.toUni(acts.get().note(operator, act, response.getStatus()));
  }

  /** The path of a call that there is, with the contact's hash in place of its name. */
  private String path(List<PathSegment> segments) {
    StringBuilder path = new StringBuilder(API);
    String before = "";
    String number = "";
    for (PathSegment segment : segments) {
      String text = segment.getPath();
      path.append(path.length() == API.length() ? "" : "/")
          .append(before.equals(CONTACTS) ? hash(number, text) : text);
      number = before.equals("numbers") ? text : number;
      before = text;
    }
    return path.toString();
  }

  private String hash(String number, String name) {
    String country = numbers.get().find(number).map(BusinessNumber::country).orElse(null);
    Contact contact =
        Contact.addressed(name, country)
            .or(() -> Contact.group(name))
            .orElseGet(() -> new Contact(name));
    return audit.get().hashOf(contact);
  }
}
