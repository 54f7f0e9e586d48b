package io.sallyport.http.passage;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import java.lang.reflect.Proxy;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WatchedPartsTest {

  private Handler<Buffer> chunks;
  private final Buffer passed = Buffer.buffer();
  private int brokenOff;
  private Pattern refused = WatchedParts.OVERRIDE;
  private WatchedParts parts;

  @BeforeEach
  @SuppressWarnings("unchecked")
  void watch() {
    ReadStream<Buffer> body =
        (ReadStream<Buffer>)
            Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {ReadStream.class},
                (proxy, method, arguments) -> {
                  if (method.getName().equals("handler")) {
                    chunks = (Handler<Buffer>) arguments[0];
                  }
                  return proxy;
                });
    parts = new WatchedParts(body, refused, () -> brokenOff++);
    parts.handler(passed::appendBuffer);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Disposition: form-data; name=\"batch\"",
        "content-disposition: form-data; NAME = batch\r\n",
        "Content-Disposition: form-data; name='batch'",
        "Content-Disposition: form-data; name*=utf-8''batch",
        "Content-Disposition: form-data; name=\"method\"",
      })
  void breakOffAtAnOverrideHoweverItIsCut(String part) {
    for (int cut = 0; cut < part.length(); cut++) {
      watch();
      brokenOff = 0;

      chunks.handle(Buffer.buffer("--x\r\n" + part.substring(0, cut)));
      chunks.handle(Buffer.buffer(part.substring(cut)));
      chunks.handle(Buffer.buffer("\r\n\r\n[]\r\n--x--"));

      assertThat(brokenOff).as("cut at %d", cut).isEqualTo(1);
      assertThat(passed.toString()).doesNotContain("[]");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Disposition: form-data; name=\"override_callback_uri\"",
        "Content-Disposition: form-data; name=\"webhook_configuration\"",
        "Content-Disposition: form-data; name=webhook_configuration[override_callback_uri]",
        "Content-Disposition: form-data; name=\"webhook.configuration.override.callback.uri\"",
      })
  void breakOffAtAnAddressOfWebhooks(String part) {
    refused = WatchedParts.WEBHOOK_OVERRIDE;
    watch();

    chunks.handle(Buffer.buffer("--x\r\n" + part + "\r\n\r\nhttps://crm.example/hook\r\n--x--"));

    assertThat(brokenOff).isEqualTo(1);
    assertThat(passed.toString()).doesNotContain("crm.example");
  }

  @Test
  void passEverythingElseUnchanged() {
    byte[] file = new byte[100_000];
    new java.util.Random(7).nextBytes(file);
    Buffer sent =
        Buffer.buffer(
                "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"batches\"\r\n\r\n")
            .appendBytes(file)
            .appendString(
                "\r\n--x\r\nContent-Disposition: form-data; name=\"batches\"\r\n\r\n1\r\n--x--");

    for (int at = 0; at < sent.length(); at += 777) {
      chunks.handle(sent.slice(at, Math.min(sent.length(), at + 777)));
    }

    assertThat(brokenOff).isZero();
    assertThat(passed).isEqualTo(sent);
  }
}
