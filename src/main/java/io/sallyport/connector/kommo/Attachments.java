package io.sallyport.connector.kommo;

import io.sallyport.account.Numbers;
import io.sallyport.config.SallyportConfig;
import io.sallyport.connector.kommo.Hook.Message;
import io.sallyport.meta.GraphMedia;
import io.sallyport.meta.GraphMedia.Refused;
import io.sallyport.meta.GraphMedia.Source;
import io.sallyport.meta.GraphMedia.TooLarge;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLConnection;
import java.net.UnknownHostException;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Carries a file from Kommo to Meta, without keeping it. It is fetched without credentials, over
 * TLS from a public address, or from Kommo's own host.
 */
@Singleton
final class Attachments {

  private static final int CONNECT_TIMEOUT = 2000;
  private static final int MOST_REDIRECTS = 3;
  private static final int MOST_AT_ONCE = 32;

  /** Until Kommo begins to answer, s: some tries are made before it is given up. */
  private static final int ANSWERS_WITHIN = 10;

  /** Silence in a file, s. */
  private static final int IDLE = 30;

  private final Vertx vertx;
  private final HttpClient client;
  private final String kommo;
  private final GraphMedia graph;
  private final Numbers numbers;

  Attachments(Vertx vertx, GraphMedia graph, Numbers numbers, SallyportConfig config) {
    this.vertx = vertx;
    this.graph = graph;
    this.numbers = numbers;
    this.kommo = config.kommo().amojoUrl().getHost();
    this.client =
        vertx.createHttpClient(
            new HttpClientOptions()
                .setConnectTimeout(CONNECT_TIMEOUT)
                .setIdleTimeout(IDLE)
                .setIdleTimeoutUnit(TimeUnit.SECONDS)
                .setMaxPoolSize(MOST_AT_ONCE));
  }

  /**
   * Meta's id of a message's file.
   *
   * @return empty without a file; fails with {@link Unsendable}, or with anything else when it may
   *     be tried again
   */
  Future<String> atMeta(KommoAccount account, Message message) {
    if (message.media().isEmpty()) {
      return Future.succeededFuture("");
    }
    MediaKind kind = MediaKind.of(message.type());
    if (kind == null) {
      return Future.succeededFuture("");
    }
    String number = account.number().phoneNumberId();
    return fetch(message.media(), MOST_REDIRECTS)
        .compose(
            file ->
                graph.upload(
                    number,
                    numbers.accessTokenOf(number).orElse(""),
                    source(file, message.fileName(), kind)))
        .recover(failure -> Future.failedFuture(inWords(failure, kind)));
  }

  private static Source source(HttpClientResponse file, String name, MediaKind kind) {
    String told = Optional.ofNullable(file.getHeader(HttpHeaders.CONTENT_TYPE)).orElse("");
    boolean isVague = told.isEmpty() || told.startsWith("application/octet-stream");
    String guessed = URLConnection.guessContentTypeFromName(name);
    String type = !isVague ? told : guessed == null ? kind.mimeType() : guessed;
    return new Source(file, type, name.isEmpty() ? kind.fileName() : name, kind.largest());
  }

  private static Throwable inWords(Throwable failure, MediaKind kind) {
    if (failure instanceof TooLarge) {
      return new Unsendable(
          "The file is too large: WhatsApp takes at most " + (kind.largest() >> 10) + " KB.");
    } else if (failure instanceof Refused refused && !refused.isForAWhile()) {
      return new Unsendable("WhatsApp does not take the file: " + Ending.sentence(refused.body()));
    }
    return failure;
  }

  private Future<HttpClientResponse> fetch(String address, int redirects) {
    return options(address)
        .compose(client::request)
        .compose(
            request ->
                request
                    .send()
                    .onSuccess(HttpClientResponse::pause)
                    .timeout(ANSWERS_WITHIN, TimeUnit.SECONDS)
                    .onFailure(silent -> request.reset())
                    .compose(answer -> followed(address, answer, redirects)));
  }

  private Future<HttpClientResponse> followed(
      String address, HttpClientResponse answer, int redirects) {
    int status = answer.statusCode();
    if (status == 200) {
      return Future.succeededFuture(answer);
    }
    String location = answer.getHeader(HttpHeaders.LOCATION);
    var unused = answer.request().reset();
    if (status >= 300 && status < 400 && location != null && redirects > 0) {
      URI base = Objects.requireNonNull(webAddress(address));
      return fetch(base.resolve(escaped(location)).toString(), redirects - 1);
    }
    return Future.failedFuture(
        status == 429 || status >= 500
            ? new IllegalStateException("HTTP " + status)
            : new Unsendable("The file could not be fetched from Kommo (HTTP " + status + ")."));
  }

  /** Fails for an address that is not fetched from. */
  private Future<RequestOptions> options(String address) {
    URI uri = webAddress(address);
    if (uri == null) {
      return Future.failedFuture(notFetched());
    }
    RequestOptions options =
        new RequestOptions()
            .setMethod(HttpMethod.GET)
            .setFollowRedirects(false)
            .setAbsoluteURI(uri.toString());
    if (uri.getHost().equalsIgnoreCase(kommo)) {
      return Future.succeededFuture(options);
    } else if (!"https".equals(uri.getScheme())) {
      return Future.failedFuture(notFetched());
    }
    return publicAddress(uri).map(options::setServer);
  }

  /** In ASCII, as a request has it; a file's name may stand in it as it was typed. Or null. */
  static @Nullable URI webAddress(String address) {
    try {
      URI uri = new URI(new URI(escaped(address)).toASCIIString());
      boolean isWeb = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
      return isWeb && uri.getHost() != null ? uri : null;
    } catch (URISyntaxException noAddress) {
      return null;
    }
  }

  private static String escaped(String address) {
    return address.strip().replace(" ", "%20");
  }

  /** Connected to is the address that was looked at: its name may mean another a moment later. */
  private Future<SocketAddress> publicAddress(URI uri) {
    int port = uri.getPort() < 0 ? 443 : uri.getPort();
    return vertx
        .executeBlocking(() -> InetAddress.getAllByName(uri.getHost()), false)
        .compose(
            all ->
                Stream.of(all).allMatch(PublicAddress::is)
                    ? Future.succeededFuture(
                        SocketAddress.inetSocketAddress(port, all[0].getHostAddress()))
                    : Future.failedFuture(notFetched()),
            failure ->
                Future.failedFuture(
                    failure instanceof UnknownHostException ? notFetched() : failure));
  }

  private static Unsendable notFetched() {
    return new Unsendable("The file cannot be sent: there is none at the address Kommo gave.");
  }
}
