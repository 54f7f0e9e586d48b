package io.sallyport.it.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.testkit.Answer;
import io.sallyport.testkit.Bodies;
import io.sallyport.testkit.Concurrent;
import io.sallyport.testkit.Gateway;
import io.sallyport.testkit.GatewayProcess;
import io.sallyport.testkit.Scenario;
import io.sallyport.testkit.Store;
import io.sallyport.testkit.Wire;
import io.sallyport.testkit.World;
import io.sallyport.twin.Twin;
import io.sallyport.twin.TwinSeed;
import io.sallyport.twin.graph.ReceivedRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The example of src/docs/security.md: TLS for the traffic, health and metrics beside it. */
@Concurrent
class TlsIT {
  private static final char[] PASSWORD = "changeit".toCharArray();

  @TempDir static Path directory;
  private static Store store;
  private static Twin twin;
  private static Gateway plain;
  private static Process process;
  private static KeyStore keys;
  private static int port;

  @BeforeAll
  static void start() throws Exception {
    keys = certificate();
    store = Store.start(World.freePort());
    twin = Twin.start(TwinSeed.options().withAppSecret(World.APP_SECRET));
    plain = new Gateway(World.freePort(), World.freePort());
    port = World.freePort();
    Map<String, String> all = World.configuration(store, twin.url());
    all.put("quarkus.http.port", Integer.toString(plain.port()));
    all.put("quarkus.management.port", Integer.toString(plain.managementPort()));
    all.put("quarkus.tls.traffic.key-store.pem.0.cert", directory.resolve("tls.crt").toString());
    all.put("quarkus.tls.traffic.key-store.pem.0.key", directory.resolve("tls.key").toString());
    all.put("quarkus.tls.traffic.reload-period", "1h");
    all.put("quarkus.http.tls-configuration-name", "traffic");
    all.put("quarkus.http.insecure-requests", "disabled");
    all.put("quarkus.http.ssl-port", Integer.toString(port));
    process = GatewayProcess.start(all, directory.resolve("output"));
    Scenario.await()
        .ignoreExceptions()
        .until(() -> plain.manage("/q/health/ready").status() == 200);
  }

  @AfterAll
  static void stop() throws InterruptedException {
    process.destroy();
    process.waitFor();
    twin.close();
    store.stop();
  }

  /** A key pair of the JDK's making, as the two PEM files that everybody has. */
  private static KeyStore certificate() throws Exception {
    Path file = directory.resolve("keys.p12");
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
            "-genkeypair",
            "-keyalg",
            "RSA",
            "-alias",
            "tls",
            "-dname",
            "CN=localhost",
            "-ext",
            "SAN=dns:localhost",
            "-keystore",
            file.toString(),
            "-storetype",
            "PKCS12",
            "-storepass",
            new String(PASSWORD));
    assertThat(new ProcessBuilder(command).start().waitFor()).isZero();
    KeyStore made = KeyStore.getInstance(file.toFile(), PASSWORD);
    pem("tls.crt", "CERTIFICATE", made.getCertificate("tls").getEncoded());
    pem("tls.key", "PRIVATE KEY", made.getKey("tls", PASSWORD).getEncoded());
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("tls", made.getCertificate("tls"));
    return trusted;
  }

  private static void pem(String name, String kind, byte[] bytes) throws IOException {
    String text = Base64.getMimeEncoder().encodeToString(bytes);
    Files.writeString(
        directory.resolve(name),
        "-----BEGIN " + kind + "-----\n" + text + "\n-----END " + kind + "-----\n");
  }

  private static Answer post(
      HttpClient.Version version, String path, String type, BodyPublisher body) {
    try {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create("https://localhost:" + port + path))
              .header("Authorization", "Bearer " + Gateway.CALLER_TOKEN)
              .header("Content-Type", type)
              .POST(body)
              .build();
      var answer =
          HttpClient.newBuilder()
              .version(version)
              .sslContext(tls())
              .build()
              .send(request, BodyHandlers.ofByteArray());
      assertThat(answer.version()).isEqualTo(version);
      return Answer.of(answer);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Trusts the gateway's certificate. */
  private static SSLContext tls() {
    try {
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(keys);
      SSLContext tls = SSLContext.getInstance("TLS");
      tls.init(null, trust.getTrustManagers(), null);
      return tls;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  @ParameterizedTest
  @EnumSource
  void sendsAreDecidedAsEver(HttpClient.Version version) {
    String path = Gateway.messages(World.NUMBER);
    String text = Bodies.text("16505550177").encode();
    String template = Bodies.utility("16505550177").encode();

    post(version, path, "application/json", BodyPublishers.ofString(text))
        .assertRefused(400, 131047, "window_closed");
    post(version, path, "application/json", BodyPublishers.ofString(template)).assertForwarded();
  }

  @ParameterizedTest
  @EnumSource
  void filesStreamWithoutALength(HttpClient.Version version) {
    byte[] media = new byte[3_000_000];
    new Random(9).nextBytes(media);
    BodyPublisher body =
        BodyPublishers.ofInputStream(() -> (InputStream) new ByteArrayInputStream(media));

    Answer answer = post(version, "/v23.0/" + World.NUMBER + "/media", "image/jpeg", body);

    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    List<ReceivedRequest> all = twin.requests();
    assertThat(Arrays.equals(all.get(all.size() - 1).bytes(), media)).isTrue();
  }

  /** As HttpErrorsIT has it without TLS. */
  @ParameterizedTest
  @CsvSource({
    "400, GARBAGE",
    "431, GET /v23.0/1 HTTP/1.1|Host: localhost|X: @long@",
    "400, POST /v23.0/106540352242922/register HTTP/1.1|Host: localhost|Content-Type: application/json"
        + "|Transfer-Encoding: chunked||5|{\"a\":|zz"
  })
  void whatTheHttpServerRefusesIsAGraphError(int status, String request) {
    String whole = request.replace("@long@", "a".repeat(21_000)).replace("|", "\r\n") + "\r\n\r\n";

    Wire.untilTheEnd(tls().getSocketFactory(), port, whole.getBytes(StandardCharsets.US_ASCII))
        .assertGraphError(status, 100);
  }

  @Test
  void nobodyListensInPlain() {
    assertThatThrownBy(() -> plain.get("/v23.0/" + World.NUMBER))
        .isInstanceOf(UncheckedIOException.class);
    assertThat(plain.manage("/q/metrics").status()).isEqualTo(200);
  }
}
