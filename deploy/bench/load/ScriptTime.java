import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a call of the script that admits a send costs Redis, microseconds of CPU of its main thread:
 * the captured call for one contact after the other, 32 on their way at a time. Prints the median
 * of five times 20,000.
 *
 * <p>Arguments: port of Redis, the captured call (a Lua table of strings), the contact in it, the
 * file of contacts.
 */
public final class ScriptTime {

  private static final int CALLS = 20_000;
  private static final int ON_THEIR_WAY = 32;
  private static final Pattern WORD = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"");

  private final OutputStream out;
  private final InputStream in;

  private ScriptTime(Socket socket) throws IOException {
    out = socket.getOutputStream();
    in = new BufferedInputStream(socket.getInputStream(), 1 << 16);
  }

  public static void main(String[] arguments) throws IOException {
    List<String> call = new ArrayList<>();
    Matcher words = WORD.matcher(Files.readString(Path.of(arguments[1])));
    while (words.find()) {
      call.add(words.group(1));
    }
    List<String> contacts = Files.readAllLines(Path.of(arguments[3]));
    try (Socket socket = new Socket("127.0.0.1", Integer.parseInt(arguments[0]))) {
      ScriptTime redis = new ScriptTime(socket);
      List<Double> times = new ArrayList<>();
      for (int i = 0; i < 5; i++) {
        times.add(redis.time(call, arguments[2], contacts.subList(i * CALLS, (i + 1) * CALLS)));
      }
      times.sort(null);
      System.out.println(times.get(2));
    }
  }

  private double time(List<String> call, String sample, List<String> contacts) throws IOException {
    double before = cpu();
    for (int from = 0; from < contacts.size(); from += ON_THEIR_WAY) {
      StringBuilder all = new StringBuilder();
      for (String contact : contacts.subList(from, from + ON_THEIR_WAY)) {
        append(all, call.stream().map(word -> word.replace(sample, contact)).toList());
      }
      out.write(all.toString().getBytes(StandardCharsets.ISO_8859_1));
      for (int i = 0; i < ON_THEIR_WAY; i++) {
        read();
      }
    }
    return (cpu() - before) * 1e6 / contacts.size();
  }

  private static void append(StringBuilder all, List<String> words) {
    all.append('*').append(words.size()).append("\r\n");
    for (String word : words) {
      all.append('$').append(word.length()).append("\r\n").append(word).append("\r\n");
    }
  }

  /** Seconds that the main thread has used. */
  private double cpu() throws IOException {
    StringBuilder info = new StringBuilder();
    append(info, List.of("INFO", "cpu"));
    out.write(info.toString().getBytes(StandardCharsets.ISO_8859_1));
    String said = read();
    double sum = 0;
    Matcher used = Pattern.compile("used_cpu_(?:sys|user)_main_thread:([\\d.]+)").matcher(said);
    while (used.find()) {
      sum += Double.parseDouble(used.group(1));
    }
    return sum;
  }

  /** Reads an answer; its text when it is a string. */
  private String read() throws IOException {
    String line = line();
    switch (line.charAt(0)) {
      case '-' -> throw new IOException(line);
      case '$' -> {
        int length = Integer.parseInt(line.substring(1));
        return length < 0
            ? ""
            : new String(in.readNBytes(length + 2), StandardCharsets.ISO_8859_1).strip();
      }
      case '*' -> {
        for (int left = Integer.parseInt(line.substring(1)); left > 0; left--) {
          read();
        }
        return "";
      }
      default -> {
        return line;
      }
    }
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    int next = in.read();
    while (next != '\r') {
      if (next < 0) {
        throw new IOException("Redis closed the connection");
      }
      line.append((char) next);
      next = in.read();
    }
    in.read();
    return line.toString();
  }
}
