package io.sallyport.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Listens to server-sent events until it is closed, or they end. */
public final class EventSource implements AutoCloseable {

  /** An event: its name and its data. */
  public record Event(String name, JsonObject data) {}

  private final HttpResponse<InputStream> response;
  private final List<Event> events = new CopyOnWriteArrayList<>();
  private volatile int comments;
  private volatile boolean ended;

  private EventSource(HttpResponse<InputStream> response) {
    this.response = response;
    Thread reader = new Thread(this::read, "event-source");
    reader.setDaemon(true);
    reader.start();
  }

  /** Returns as soon as the head of the answer is there. */
  public static EventSource open(HttpRequest request) {
    try {
      HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
      EventSource opened = new EventSource(http.send(request, BodyHandlers.ofInputStream()));
      assertThat(opened.response.statusCode()).isEqualTo(200);
      return opened;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private void read() {
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
      String name = "";
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith(":")) {
          comments++;
        } else if (line.startsWith("event: ")) {
          name = line.substring("event: ".length());
        } else if (line.startsWith("data: ")) {
          events.add(new Event(name, new JsonObject(line.substring("data: ".length()))));
        }
      }
    } catch (IOException closed) {
      // It has ended.
    } finally {
      ended = true;
    }
  }

  public String header(String name) {
    return response.headers().firstValue(name).orElse(null);
  }

  public List<Event> events() {
    return events;
  }

  /** Lines of comments so far. */
  public int comments() {
    return comments;
  }

  public boolean hasEnded() {
    return ended;
  }

  @Override
  public void close() {
    try {
      response.body().close();
    } catch (IOException alreadyClosed) {
      // That is what is wanted.
    }
  }
}
