package io.sallyport.twin.graph;

import io.sallyport.twin.http.Response;
import io.vertx.core.json.JsonObject;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An error in the HTTP answer, shaped as Graph shapes it (platform-facts.md#error-shape). Texts are
 * Meta's (platform-facts.md#error-codes).
 */
public record GraphError(
    int http,
    String type,
    int code,
    @Nullable Integer subcode,
    String message,
    @Nullable String details) {

  public static GraphError of(int http, int code, String title, String details) {
    return new GraphError(http, "OAuthException", code, null, "(#" + code + ") " + title, details);
  }

  static GraphError plain(int http, int code, String message) {
    return new GraphError(http, "OAuthException", code, null, message, null);
  }

  static GraphError unauthenticated() {
    return plain(401, 190, "Invalid OAuth access token - Cannot parse access token");
  }

  public static GraphError tokenExpired() {
    String message = "Error validating access token: Session has expired";
    return new GraphError(401, "OAuthException", 190, 463, message, null);
  }

  public static GraphError policyBlock() {
    String details =
        "The WhatsApp Business Account associated with the app has been restricted or disabled for"
            + " violating a platform policy.";
    return of(403, 368, "Temporarily blocked for policies violations", details);
  }

  public static GraphError notRegistered() {
    String details = "Phone number not registered on the WhatsApp Business Platform.";
    return of(400, 133010, "Phone number Not Registered", details);
  }

  static GraphError unknownObject(String method, String id) {
    String message =
        "Unsupported "
            + method.toLowerCase(Locale.ROOT)
            + " request. Object with ID '"
            + id
            + "' does not exist, cannot be loaded due to missing permissions, or does not support"
            + " this operation";
    return new GraphError(400, "GraphMethodException", 100, 33, message, null);
  }

  static GraphError invalidParameter(String details) {
    return of(400, 100, "Invalid parameter", details);
  }

  static GraphError required(String parameter) {
    return plain(400, 100, "The parameter " + parameter + " is required.");
  }

  static GraphError unknownTemplate(String name, String language) {
    String details = "template name (" + name + ") does not exist in " + language;
    return of(404, 132001, "Template name does not exist in the translation", details);
  }

  static GraphError pausedTemplate() {
    String details =
        "Template is paused due to low quality so it cannot be sent in a template message.";
    return of(400, 132015, "Template is Paused", details);
  }

  static GraphError disabledTemplate() {
    String details =
        "Template has been paused too many times due to low quality and is now permanently"
            + " disabled.";
    return of(400, 132016, "Template is Disabled", details);
  }

  static GraphError parameterCount(String details) {
    String title = "Number of parameters does not match the expected number of params";
    return of(400, 132000, title, details);
  }

  static GraphError parameterFormat(String details) {
    return of(
        400, 132012, "Parameter format does not match format in the created template", details);
  }

  static GraphError parameterMissing(String details) {
    return of(400, 131008, "Required parameter is missing", details);
  }

  static GraphError parameterValue(String details) {
    return of(400, 131009, "Parameter value is not valid", details);
  }

  static GraphError parameterText(String details) {
    return of(400, 132018, "There's an issue with the parameters in your template", details);
  }

  static GraphError notMarketing() {
    return of(400, 131055, "Method not allowed", "Only marketing template messages are supported");
  }

  public static GraphError accountLocked() {
    String details =
        "The WhatsApp Business Account associated with the app has been restricted or disabled for"
            + " violating a platform policy.";
    return of(403, 131031, "Account has been locked", details);
  }

  static GraphError badCursor() {
    return of(400, 131059, "Invalid paging cursor", "The paging cursor is not valid.");
  }

  public Response response() {
    JsonObject error = JsonObject.of("message", message, "type", type, "code", code);
    if (details != null) {
      error.put("error_data", JsonObject.of("messaging_product", "whatsapp", "details", details));
    }
    if (subcode != null) {
      error.put("error_subcode", subcode);
    }
    error.put("fbtrace_id", "A" + UUID.randomUUID().toString().replace("-", "").substring(0, 22));
    return Response.json(http, JsonObject.of("error", error));
  }
}
