package io.sallyport.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import java.lang.reflect.Proxy;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WatchedPartsTest {

  private Handler<Buffer> chunks;
  private final Buffer passed = Buffer.buffer();
  private int brokenOff;
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
    parts = new WatchedParts(body, false, () -> brokenOff++);
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
