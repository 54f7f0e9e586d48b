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
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a script costs Redis for one send, microseconds of CPU of its main thread. That which
 * admits: the captured call for one contact after the other, 32 on their way at a time. That which
 * settles: one call for 32 contacts, made of the captured one for a single contact. Prints the
 * median of five times 20,000.
 *
 * <p>Arguments: port of Redis, the captured call (a Lua table of strings), the contact in it, the
 * file of contacts; of a call for many contacts how many keys and arguments are not each one's.
 */
public final class ScriptTime {

  private static final int CALLS = 20_000;
  private static final int ON_THEIR_WAY = 32;
  private static final Pattern WORD = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"");

  private static final int KEYS_FROM = 3;

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
      String sample = arguments[2];
      Function<List<String>, List<List<String>>> calls =
          arguments.length == 4
              ? some -> some.stream().map(one -> of(one, call, sample)).toList()
              : some -> List.of(together(call, arguments, some));
      List<Double> times = new ArrayList<>();
      for (int i = 0; i < 5; i++) {
        times.add(redis.time(calls, contacts.subList(i * CALLS, (i + 1) * CALLS)));
      }
      times.sort(null);
      System.out.println(times.get(2));
    }
  }

  private static List<String> of(String contact, List<String> words, String sample) {
    return words.stream().map(word -> word.replace(sample, contact)).toList();
  }

  /** EVALSHA, digest, how many keys, keys, arguments. */
  private static List<String> together(
      List<String> call, String[] arguments, List<String> contacts) {
    int keys = Integer.parseInt(call.get(2));
    List<String> allKeys = call.subList(KEYS_FROM, KEYS_FROM + keys);
    List<String> allArguments = call.subList(KEYS_FROM + keys, call.size());
    int onceKeys = Integer.parseInt(arguments[4]);
    int onceArguments = Integer.parseInt(arguments[5]);
    List<String> eachKeys = allKeys.subList(onceKeys, keys);
    List<String> eachArguments = allArguments.subList(onceArguments, allArguments.size());
    List<String> all = new ArrayList<>(call.subList(0, 2));
    all.add(Integer.toString(onceKeys + contacts.size() * eachKeys.size()));
    all.addAll(allKeys.subList(0, onceKeys));
    contacts.forEach(one -> all.addAll(of(one, eachKeys, arguments[2])));
    all.addAll(allArguments.subList(0, onceArguments));
    contacts.forEach(one -> all.addAll(of(one, eachArguments, arguments[2])));
    return all;
  }

  private double time(
      Function<List<String>, List<List<String>>> calls, List<String> contacts) throws IOException {
    double before = cpu();
    for (int from = 0; from < contacts.size(); from += ON_THEIR_WAY) {
      List<List<String>> some = calls.apply(contacts.subList(from, from + ON_THEIR_WAY));
      StringBuilder all = new StringBuilder();
      some.forEach(call -> append(all, call));
      out.write(all.toString().getBytes(StandardCharsets.ISO_8859_1));
      for (int i = 0; i < some.size(); i++) {
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
