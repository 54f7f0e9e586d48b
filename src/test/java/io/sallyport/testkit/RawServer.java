package io.sallyport.testkit;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;

/** A server on bare sockets, which does to a connection what no well-behaved one would. */
public final class RawServer implements AutoCloseable {

  /** One request; the body has not been read. */
  public record Call(String head, InputStream in, OutputStream out, Socket socket) {

    public boolean is(String what) {
      return head.contains(what);
    }

    public long length() {
      for (String line : head.split("\r\n")) {
        if (line.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
          return Long.parseLong(line.substring(line.indexOf(':') + 1).strip());
        }
      }
      return 0;
    }

    /** Says that the connection ends with it. */
    public void answer(String headAndBody) throws IOException {
      answerAndClose(
          headAndBody.contains("\nConnection: ")
              ? headAndBody
              : headAndBody.replaceFirst("\n", "\nConnection: close\n"));
    }

    /** Says only what it is told to. */
    public void answerAndClose(String headAndBody) throws IOException {
      out.write(headAndBody.replace("\n", "\r\n").getBytes(StandardCharsets.ISO_8859_1));
      out.flush();
    }
  }

  /** What becomes of a request; the connection is closed after it. */
  @FunctionalInterface
  public interface Behaviour {
    void on(Call call) throws IOException, InterruptedException;
  }

  private final ServerSocket server;
  private final List<String> heads = new CopyOnWriteArrayList<>();
  private volatile Behaviour behaviour = call -> {};

  public RawServer() {
    try {
      server = new ServerSocket(0, 50, InetAddress.getByName("localhost"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    start("accept", this::accept);
  }

  public String url() {
    return "http://localhost:" + server.getLocalPort();
  }

  /** The heads of all requests that were not the gateway's own. */
  public List<String> heads() {
    return heads;
  }

  public void behave(Behaviour next) {
    heads.clear();
    behaviour = next;
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        start("serve", () -> serve(socket));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      InputStream in = new BufferedInputStream(socket.getInputStream());
      Call call = new Call(head(in), in, socket.getOutputStream(), socket);
      if (call.is("fields=name%2Clanguage")) {
        call.answer(
            "HTTP/1.1 200 OK\nContent-Type: application/json\nConnection: close\n\n{\"data\":[]}");
        return;
      }
      heads.add(call.head());
      behaviour.on(call);
    } catch (IOException gone) {
      // The other side had enough.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static String head(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      if (next < 0) {
        throw new IOException("no request");
      }
      head.append((char) next);
    }
    return head.toString();
  }

  private static void start(String name, Runnable task) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
