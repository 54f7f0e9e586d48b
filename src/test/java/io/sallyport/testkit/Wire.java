package io.sallyport.testkit;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import javax.net.SocketFactory;

/** Requests written byte by byte, for what no client library would send. */
public final class Wire {
  private Wire() {}

  /**
   * Sends one request and reads its answer.
   *
   * @param head request line and headers, {@code \n} between them, without Content-Length
   */
  public static Answer exchange(int port, String head, byte[] body) {
    return raw(port, head + "\nContent-Length: " + body.length, body);
  }

  /** The same in chunks. */
  public static Answer chunked(int port, String head, List<byte[]> chunks) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    for (byte[] chunk : chunks) {
      body.writeBytes(Integer.toHexString(chunk.length).getBytes(StandardCharsets.ISO_8859_1));
      body.writeBytes("\r\n".getBytes(StandardCharsets.ISO_8859_1));
      body.writeBytes(chunk);
      body.writeBytes("\r\n".getBytes(StandardCharsets.ISO_8859_1));
    }
    body.writeBytes("0\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
    return raw(port, head + "\nTransfer-Encoding: chunked", body.toByteArray());
  }

  public static Answer raw(int port, String head, byte[] rest) {
    String start =
        head
            + "\nHost: localhost\n"
            + (head.contains("\nConnection:") ? "" : "Connection: close\n");
    try (Socket socket = new Socket("localhost", port)) {
      socket.setSoTimeout(20_000);
      ByteArrayOutputStream request = new ByteArrayOutputStream();
      request.writeBytes(
          (start + "\n").replace("\n", "\r\n").getBytes(StandardCharsets.ISO_8859_1));
      request.writeBytes(rest);
      write(socket, request.toByteArray());
      return read(socket.getInputStream());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The first answer, with whatever else came as its body, when the other side has ended. */
  public static Answer untilTheEnd(int port, byte[] request) {
    return untilTheEnd(SocketFactory.getDefault(), port, request);
  }

  /** The same over another kind of socket. */
  public static Answer untilTheEnd(SocketFactory sockets, int port, byte[] request) {
    try (Socket socket = sockets.createSocket("localhost", port)) {
      socket.setSoTimeout(20_000);
      write(socket, request);
      byte[] all = socket.getInputStream().readAllBytes();
      ByteArrayInputStream in = new ByteArrayInputStream(all);
      Answer first = read(in);
      return in.available() == 0 ? first : new Answer(first.status(), first.headers(), rest(all));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] rest(byte[] all) {
    String text = new String(all, StandardCharsets.ISO_8859_1);
    return text.substring(text.indexOf("\r\n\r\n") + 4).getBytes(StandardCharsets.ISO_8859_1);
  }

  /** A peer that has answered already need not read on. */
  private static void write(Socket socket, byte[] request) {
    try {
      socket.getOutputStream().write(request);
    } catch (IOException answeredEarly) {
      // What it answered is read next.
    }
  }

  private static Answer read(InputStream in) throws IOException {
    String[] lines = head(in).split("\r\n");
    TreeMap<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (String line : Arrays.copyOfRange(lines, 1, lines.length)) {
      String[] pair = line.split(": *", 2);
      headers.computeIfAbsent(pair[0], name -> new ArrayList<>()).add(pair[1]);
    }
    HttpHeaders all = HttpHeaders.of(headers, (name, value) -> true);
    long length = all.firstValueAsLong("Content-Length").orElse(-1);
    byte[] body = length < 0 ? in.readAllBytes() : in.readNBytes((int) length);
    return new Answer(Integer.parseInt(lines[0].split(" ")[1]), all, body);
  }

  private static String head(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (!head.toString().endsWith("\r\n\r\n")) {
      int next = in.read();
      if (next < 0) {
        throw new IOException("The connection ended after: " + head);
      }
      head.append((char) next);
    }
    return head.toString();
  }
}
