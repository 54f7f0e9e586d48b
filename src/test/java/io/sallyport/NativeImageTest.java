package io.sallyport;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import io.sallyport.contact.Contact;
import io.sallyport.contact.TimeZones;
import java.io.File;
import java.io.IOException;
import java.io.Reader;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a native image takes from the build, held on the JVM: native-image runs our static
 * initialisers while it builds, and keeps the resources it is told to and no others.
 */
class NativeImageTest {

  /** The application as it is packaged; the twin is no more among it. */
  private static final Path CLASSES = Path.of("target", "classes");

  private static final String NUMBERS = "com/google/i18n/phonenumbers/";

  /**
   * What Quarkus keeps for run time: pools, buffers and codecs that know the machine. Built into
   * the image by one of our static fields, they stop the build or run as the build machine's.
   */
  private static final List<String> OF_RUN_TIME =
      List.of(
          "io/netty/buffer/",
          "io/netty/channel/",
          "io/netty/handler/ssl/",
          "io/vertx/core/buffer/impl/",
          "io/vertx/core/impl/",
          "io/vertx/core/json/Json'",
          "io/vertx/redis/client/impl/",
          "io/quarkus/vertx/runtime/jackson/",
          "java/security/SecureRandom'",
          "java/util/UUID$Holder'");

  @TempDir Path directory;

  @Test
  void everyResourceThatIsReadIsKept() throws Exception {
    try (Recording application = new Recording()) {
      for (String name : ours()) {
        Class.forName(name, true, application);
      }
      application.run(WorldTour.class);

      assertThat(application.read)
          .contains(
              "redis/lib/hash.lua",
              "redis/rules/window_closed.lua",
              "redis/queue/relay-give-back.lua",
              "tz/zone.tab")
          .contains(NUMBERS + "data/PhoneNumberMetadataProto_US")
          .contains(NUMBERS + "data/PhoneNumberMetadataProto_AC")
          .contains(NUMBERS + "data/PhoneNumberMetadataProto_800")
          .contains(NUMBERS + "timezones/data/map_data");
      assertThat(application.read)
          .as("read, but not in quarkus.native.resources.includes")
          .allMatch(NativeImageTest::isKept);
    }
  }

  @Test
  void everyScriptIsKept() throws IOException {
    try (Stream<Path> scripts = Files.walk(CLASSES.resolve("redis"))) {
      assertThat(scripts.filter(Files::isRegularFile).map(CLASSES::relativize).map(Path::toString))
          .hasSizeGreaterThan(40)
          .allMatch(NativeImageTest::isKept);
    }
  }

  @Test
  void ourStaticInitialisersStartNothingOfRunTime() throws Exception {
    Path log = directory.resolve("initialised");
    Process java =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                "-Xlog:class+init=info:file=" + log,
                "-cp",
                System.getProperty("java.class.path"),
                StaticInitialisers.class.getName())
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("output").toFile())
            .start();

    assertThat(java.waitFor()).as(Files.readString(directory.resolve("output"))).isZero();

    List<String> initialised =
        Files.readAllLines(log).stream().filter(line -> line.contains("Initializing '")).toList();
    assertThat(initialised).anyMatch(line -> line.contains("'io/sallyport/redis/core/Script'"));
    assertThat(initialised.stream().filter(NativeImageTest::isOfRunTime)).isEmpty();
  }

  /** A class without an initialiser, such as what a handler of ours extends, starts nothing. */
  private static boolean isOfRunTime(String initialising) {
    return !initialising.contains("(no method)")
        && OF_RUN_TIME.stream().anyMatch(name -> initialising.contains("'" + name));
  }

  private static boolean isKept(String resource) {
    return Arrays.stream(property("quarkus.native.resources.includes").split(","))
        .map(pattern -> FileSystems.getDefault().getPathMatcher("glob:" + pattern))
        .anyMatch((PathMatcher pattern) -> pattern.matches(Path.of(resource)));
  }

  private static String property(String key) {
    Properties properties = new Properties();
    try (Reader in = Files.newBufferedReader(CLASSES.resolve("application.properties"))) {
      properties.load(in);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return properties.getProperty(key);
  }

  private static List<String> ours() throws IOException {
    try (Stream<Path> files = Files.walk(CLASSES)) {
      return files
          .map(file -> CLASSES.relativize(file).toString())
          .filter(name -> name.endsWith(".class") && !name.contains("package-info"))
          .map(name -> name.replace(File.separatorChar, '.').replaceAll("\\.class$", ""))
          .sorted()
          .toList();
    }
  }

  /** Initialises all classes of ours, as the image's build does with those it needs. */
  static final class StaticInitialisers {
    private StaticInitialisers() {}

    public static void main(String[] none) throws Exception {
      for (String name : ours()) {
        Class.forName(name);
      }
    }
  }

  /** A number of every country, and of those that are of none: each has its file. */
  static final class WorldTour implements Runnable {
    private final PhoneNumberUtil numbers = PhoneNumberUtil.getInstance();

    @Override
    public void run() {
      numbers.getSupportedRegions().forEach(region -> visit(numbers.getExampleNumber(region)));
      numbers
          .getSupportedGlobalNetworkCallingCodes()
          .forEach(code -> visit(numbers.getExampleNumberForNonGeoEntity(code)));
    }

    private void visit(PhoneNumber example) {
      String digits = example.getCountryCode() + numbers.getNationalSignificantNumber(example);
      Contact contact = Contact.individual(digits).orElseThrow();
      TimeZones.of(contact);
      Contact.addressed(contact.id(), "IN").orElseThrow();
    }
  }

  /** The application anew, in a class loader that remembers which resources were read. */
  private static final class Recording extends URLClassLoader {
    private final Set<String> read = new ConcurrentSkipListSet<>();

    Recording() throws IOException {
      super(classPath(), ClassLoader.getPlatformClassLoader());
    }

    private static URL[] classPath() throws MalformedURLException {
      String[] entries = System.getProperty("java.class.path").split(File.pathSeparator);
      URL[] urls = new URL[entries.length];
      for (int i = 0; i < entries.length; i++) {
        urls[i] = Path.of(entries[i]).toUri().toURL();
      }
      return urls;
    }

    @Override
    public URL getResource(String name) {
      URL found = super.getResource(name);
      // What the frameworks look for is theirs to keep.
      if (found != null && !name.startsWith("META-INF/") && !name.endsWith(".class")) {
        read.add(name);
      }
      return found;
    }

    void run(Class<? extends Runnable> task) throws ReflectiveOperationException {
      Class<?> anew = Class.forName(task.getName(), true, this);
      var constructor = anew.getDeclaredConstructor();
      constructor.setAccessible(true);
      ((Runnable) constructor.newInstance()).run();
    }
  }
}
