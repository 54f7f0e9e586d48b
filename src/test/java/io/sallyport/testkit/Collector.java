package io.sallyport.testkit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/** What traces are exported to: OTLP over HTTP, as an OpenTelemetry collector takes it. */
public final class Collector implements AutoCloseable {

  /** One span; ids are hex, and the parent's is empty where a trace begins. */
  public record Span(
      String trace, String id, String parent, String name, long kind, Map<String, String> told) {

    public static final long SERVER = 2;
    public static final long CLIENT = 3;

    private static final HexFormat HEX = HexFormat.of();

    /** By opentelemetry/proto/trace/v1/trace.proto. */
    public static Span of(ProtobufFields span) {
      Map<String, String> told = new HashMap<>();
      for (ProtobufFields attribute : span.messages(9)) {
        ProtobufFields value = attribute.messages(2).get(0);
        String text = value.text(1);
        told.put(attribute.text(1), text.isEmpty() ? Long.toString(value.value(3)) : text);
      }
      return new Span(
          HEX.formatHex(span.bytes(1)),
          HEX.formatHex(span.bytes(2)),
          HEX.formatHex(span.bytes(4)),
          span.text(5),
          span.value(6),
          told);
    }

    public boolean isIn(Span parent) {
      return trace.equals(parent.trace()) && this.parent.equals(parent.id());
    }
  }

  private final HttpServer server;
  private final List<Span> spans = new CopyOnWriteArrayList<>();
  private final List<String> exported = new CopyOnWriteArrayList<>();

  public Collector() throws IOException {
    server =
        HttpServer.create(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), World.freePort()), 50);
    server.createContext("/v1/traces", this::take);
    server.start();
  }

  private void take(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    exported.add(new String(body, StandardCharsets.ISO_8859_1));
    for (ProtobufFields resource : ProtobufFields.of(body).messages(1)) {
      for (ProtobufFields scope : resource.messages(2)) {
        scope.messages(2).stream().map(Span::of).forEach(spans::add);
      }
    }
    exchange.getResponseHeaders().set("Content-Type", "application/x-protobuf");
    exchange.sendResponseHeaders(200, -1);
    exchange.close();
  }

  public String url() {
    return "http://localhost:" + server.getAddress().getPort();
  }

  public List<Span> spans(Predicate<Span> which) {
    return spans.stream().filter(which).toList();
  }

  /** The only such span, when it has come. */
  public Span span(Predicate<Span> which) {
    Scenario.await().until(() -> spans(which).size() == 1);
    return spans(which).get(0);
  }

  /** All bytes that came. */
  public String exported() {
    return String.join("\n", exported);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
