package io.sallyport.doctor;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import javax.net.ssl.SSLException;

/** Asks whether an address answers; never with a POST. */
final class Probe {

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(PATIENCE)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();

  /** There is no answer; the message says why. */
  static final class Unreachable extends Exception {
    private static final long serialVersionUID = 1L;

    private final String why;

    Unreachable(String why) {
      super(why, null, false, false);
      this.why = why;
    }

    String why() {
      return why;
    }
  }

  /** Asks for the headers only. */
  HttpResponse<String> head(URI address) throws Unreachable {
    return send(request(address).method("HEAD", BodyPublishers.noBody()).build());
  }

  /**
   * Gets something.
   *
   * @param authorization the header's value; empty for none
   */
  HttpResponse<String> get(URI address, String authorization) throws Unreachable {
    HttpRequest.Builder request = request(address).GET();
    if (!authorization.isEmpty()) {
      request.header("Authorization", authorization);
    }
    return send(request.build());
  }

  private static HttpRequest.Builder request(URI address) {
    return HttpRequest.newBuilder(address).timeout(PATIENCE).header("User-Agent", "sallyport");
  }

  private HttpResponse<String> send(HttpRequest request) throws Unreachable {
    try {
      return http.send(request, BodyHandlers.ofString());
    } catch (IOException e) {
      throw new Unreachable(words(e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Unreachable("interrupted");
    }
  }

  private static String words(IOException failure) {
    if (failure instanceof HttpTimeoutException) {
      return "no answer within " + PATIENCE.toSeconds() + " s";
    }
    if (failure instanceof ConnectException) {
      return isUnresolved(failure)
          ? "its name is not known (DNS)"
          : "nobody listens there, or a firewall refuses";
    }
    return failure instanceof SSLException
        ? "TLS: " + Waiting.words(failure)
        : Waiting.words(failure);
  }

  private static boolean isUnresolved(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof UnresolvedAddressException) {
        return true;
      }
    }
    return false;
  }

  /** An address as it may be shown: of webhooks the rest is often a secret. */
  static String shown(URI address) {
    String port = address.getPort() < 0 ? "" : ":" + address.getPort();
    return address.getScheme() + "://" + address.getHost() + port;
  }
}
