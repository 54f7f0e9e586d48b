package io.sallyport;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.quarkus.runtime.StartupEvent;
import java.net.InetAddress;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executor;
import javax.crypto.Mac;

/** Which package may import which; the tree in the README is this. */
@AnalyzeClasses(packages = "io.sallyport", importOptions = ArchitectureTest.WithoutTests.class)
class ArchitectureTest {

  /** Main code, and the twin, which the build keeps with the test classes. */
  static final class WithoutTests implements ImportOption {
    @Override
    public boolean includes(Location location) {
      boolean isTwin = location.contains("/io/sallyport/twin/");
      boolean isTest = location.contains("/test-classes/");
      return isTwin ? !location.contains("Test") : !isTest;
    }
  }

  /** What decides; each may import those before it that its rule names. */
  private static final String[] PURE = {
    "contact",
    "message",
    "template",
    "pricing",
    "rule",
    "budget",
    "channel",
    "consent",
    "ledger",
    "circuit",
    "send",
    "audit",
    "replay",
    "instead",
    "relay",
    "link",
    "event",
    "overview"
  };

  private static final String[] EDGE = and(PURE, "config", "account", "directory");

  @ArchTest static final ArchRule contactImportsNothingOfOurs = onlyOurs("contact");

  @ArchTest static final ArchRule message = onlyOurs("message", "contact");

  @ArchTest static final ArchRule template = onlyOurs("template", "message");

  @ArchTest static final ArchRule pricing = onlyOurs("pricing", "template");

  @ArchTest
  static final ArchRule rule = onlyOurs("rule", "contact", "message", "template", "pricing");

  @ArchTest static final ArchRule budget = onlyOurs("budget", "template", "pricing", "rule");

  @ArchTest static final ArchRule channel = onlyOurs("channel", "contact", "message", "rule");

  @ArchTest static final ArchRule consent = onlyOurs("consent", "contact");

  @ArchTest
  static final ArchRule ledger = onlyOurs("ledger", "contact", "template", "pricing", "rule");

  @ArchTest static final ArchRule circuit = onlyOurs("circuit", "message", "rule");

  @ArchTest
  static final ArchRule send =
      onlyOurs(
          "send",
          "channel",
          "contact",
          "message",
          "template",
          "pricing",
          "rule",
          "budget",
          "ledger",
          "circuit");

  @ArchTest
  static final ArchRule audit =
      onlyOurs("audit", "contact", "message", "template", "rule", "ledger", "send");

  @ArchTest
  static final ArchRule replay =
      onlyOurs(
          "replay", "contact", "message", "template", "pricing", "rule", "ledger", "send", "audit");

  @ArchTest
  static final ArchRule instead =
      onlyOurs(
          "instead",
          "contact",
          "message",
          "template",
          "rule",
          "channel",
          "ledger",
          "circuit",
          "send",
          "audit");

  @ArchTest static final ArchRule relayImportsNothingOfOurs = onlyOurs("relay");

  @ArchTest static final ArchRule linkImportsNothingOfOurs = onlyOurs("link");

  @ArchTest static final ArchRule overviewImportsNothingOfOurs = onlyOurs("overview");

  @ArchTest
  static final ArchRule event =
      onlyOurs("event", "contact", "template", "rule", "budget", "ledger", "relay");

  @ArchTest static final ArchRule config = onlyOurs("config", PURE);

  @ArchTest static final ArchRule account = onlyOurs("account", and(PURE, "config"));

  @ArchTest static final ArchRule directory = onlyOurs("directory", and(PURE, "config", "account"));

  @ArchTest static final ArchRule tracing = onlyOurs("tracing", and(PURE, "http"));

  @ArchTest static final ArchRule meters = onlyOurs("meters", and(EDGE, "translation"));

  @ArchTest
  static final ArchRule clockwork =
      onlyOurs("clockwork", and(EDGE, "meters", "connector", "translation"));

  @ArchTest static final ArchRule health = onlyOurs("health", and(EDGE, "clockwork"));

  @ArchTest static final ArchRule loopImportsNothingOfOurs = onlyOurs("loop");

  @ArchTest static final ArchRule redis = onlyOurs("redis", and(PURE, "loop", "directory"));

  @ArchTest static final ArchRule meta = onlyOurs("meta", and(EDGE, "meters", "loop"));

  @ArchTest static final ArchRule callsImportNothingOfOurs = onlyOurs("calls");

  /** It cannot name a contact: what is translated is a text. */
  @ArchTest
  static final ArchRule translation = onlyOurs("translation", "config", "account", "calls");

  @ArchTest
  static final ArchRule connector =
      onlyOurs("connector", and(EDGE, "meta", "translation", "calls"));

  @ArchTest
  static final ArchRule webhook = onlyOurs("webhook", and(EDGE, "meters", "tracing", "http"));

  @ArchTest static final ArchRule http = onlyOurs("http", and(EDGE, "meta", "connector"));

  @ArchTest static final ArchRule doctor = onlyOurs("doctor", and(EDGE, "meta", "redis"));

  @ArchTest
  static final ArchRule nobodyImportsTheRoof =
      noClasses()
          .that(resideOutsideOfPackages("io.sallyport.app.."))
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.sallyport.app..");

  @ArchTest static final ArchRule twinImportsNothingOfOurs = onlyOurs("twin");

  /** Kommo knows nothing of Meta: of the other twin it takes what any simulator needs. */
  @ArchTest
  static final ArchRule kommoTwin =
      onlyOurs("twin.kommo", "twin.http", "twin.platform", "twin.control");

  /** Nor does what plays Messenger and Instagram know anything of WhatsApp. */
  @ArchTest
  static final ArchRule messengerTwin =
      onlyOurs(
          "twin.messenger",
          "twin.http",
          "twin.platform",
          "twin.webhooks",
          "twin.faults",
          "twin.control");

  /** The same of Wazzup's. */
  @ArchTest
  static final ArchRule wazzupTwin =
      onlyOurs("twin.wazzup", "twin.http", "twin.platform", "twin.control");

  @ArchTest
  static final ArchRule metaTwinKnowsNoKommo =
      noClasses()
          .that(inPackages("twin"))
          .and()
          .resideOutsideOfPackages(
              "io.sallyport.twin.kommo..", "io.sallyport.twin.wazzup..", "io.sallyport.twin.dev..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.sallyport.twin.kommo..", "io.sallyport.twin.wazzup..");

  @ArchTest
  static final ArchRule nobodyImportsTheTwin =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.sallyport.twin..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.sallyport.twin..");

  /** A port's answer comes later; nothing else of Vert.x is known where it is decided. */
  private static final DescribedPredicate<JavaClass> FUTURES =
      DescribedPredicate.describe(
          "futures",
          one ->
              Set.of("Future", "CompositeFuture", "Promise", "AsyncResult", "Handler")
                      .contains(one.getSimpleName())
                  && one.getPackageName().equals("io.vertx.core"));

  @ArchTest
  static final ArchRule pureCodeKnowsNoFramework =
      classes()
          .that(inPackages(PURE))
          .should()
          .onlyDependOnClassesThat(
              resideInAnyPackage(
                      "java..",
                      "javax.crypto..",
                      "io.sallyport..",
                      "org.jspecify..",
                      "com.fasterxml.jackson.core..",
                      "com.google.i18n.phonenumbers..",
                      "io.smallrye.mutiny..")
                  .or(FUTURES));

  @ArchTest
  static final ArchRule pricingIsPlainJava =
      classes()
          .that(inPackages("pricing"))
          .should()
          .onlyDependOnClassesThat(
              resideInAnyPackage("java..", "io.sallyport..", "org.jspecify.."));

  @ArchTest
  static final ArchRule onlyContactKnowsNumberingPlans =
      noClasses()
          .that(resideOutsideOfPackages("io.sallyport.contact.."))
          .should()
          .dependOnClassesThat()
          .resideInAPackage("com.google.i18n.phonenumbers..");

  @ArchTest
  static final ArchRule noMutinyOnTheWayOfASend =
      noClasses()
          .that(
              inPackages(
                  "contact", "message", "pricing", "rule", "budget", "channel", "consent", "ledger",
                  "circuit", "send", "instead"))
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.smallrye.mutiny..");

  @ArchTest
  static final ArchRule pureCodeAsksForNoTime =
      noClasses()
          .that(inPackages(PURE))
          .should()
          .callMethod(Instant.class, "now")
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .dependOnClassesThat()
          .areAssignableTo(Clock.class);

  /** What begins by itself begins when a process serves, and not in the doctor. */
  @ArchTest
  static final ArchRule whatBeginsByItselfObservesServing =
      noClasses()
          .that(resideOutsideOfPackages("io.sallyport.app..", "io.sallyport.twin.."))
          .should()
          .dependOnClassesThat()
          .areAssignableTo(StartupEvent.class);

  @ArchTest
  static final ArchRule onlyMetersNamesMeters =
      noClasses()
          .that(resideOutsideOfPackages("io.sallyport.meters.."))
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.micrometer..");

  @ArchTest
  static final ArchRule onlyTracingNamesOpenTelemetry =
      noClasses()
          .that(resideOutsideOfPackages("io.sallyport.tracing.."))
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.opentelemetry..", "io.quarkus.opentelemetry..");

  @ArchTest
  static final ArchRule onlyRedisSpeaksRedis =
      noClasses()
          .that(resideOutsideOfPackages("io.sallyport.redis..", "io.sallyport.app.."))
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.vertx.redis..");

  /**
   * Static initialisers run while a native image is built: what they make is the same in every
   * process, and a thread or a file cannot be in it at all.
   */
  @ArchTest
  static final ArchRule staticFieldsAreTheSameOnEveryMachine =
      noFields()
          .that()
          .areStatic()
          .and()
          .areDeclaredInClassesThat(resideOutsideOfPackages("io.sallyport.twin.."))
          .should()
          .haveRawType(
              assignableTo(Random.class)
                  .or(assignableTo(Mac.class))
                  .or(assignableTo(MessageDigest.class))
                  .or(assignableTo(UUID.class))
                  .or(assignableTo(Thread.class))
                  .or(assignableTo(Executor.class))
                  .or(assignableTo(Process.class))
                  .or(assignableTo(AutoCloseable.class))
                  .or(assignableTo(InetAddress.class))
                  .or(resideInAnyPackage("io.netty.buffer..", "io.vertx.core.buffer..")));

  @ArchTest
  static final ArchRule noCycles = slices().matching("io.sallyport.(**)").should().beFreeOfCycles();

  private static ArchRule onlyOurs(String name, String... allowed) {
    return noClasses()
        .that()
        .resideInAPackage("io.sallyport." + name + "..")
        .should()
        .dependOnClassesThat(
            DescribedPredicate.and(
                resideInAnyPackage("io.sallyport.."),
                DescribedPredicate.not(inPackages(and(allowed, name)))));
  }

  private static DescribedPredicate<JavaClass> inPackages(String... names) {
    return resideInAnyPackage(
        Arrays.stream(names).map(name -> "io.sallyport." + name + "..").toArray(String[]::new));
  }

  private static String[] and(String[] some, String... more) {
    String[] all = Arrays.copyOf(some, some.length + more.length);
    System.arraycopy(more, 0, all, some.length, more.length);
    return all;
  }
}
