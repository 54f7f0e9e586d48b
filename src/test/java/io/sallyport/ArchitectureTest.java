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
import java.net.InetAddress;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.Random;
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

  private static final String[] PURE = {
    "contact",
    "message",
    "template",
    "pricing",
    "policy",
    "admission",
    "audit",
    "deferral",
    "relay",
    "event"
  };

  @ArchTest static final ArchRule contactImportsNothingOfOurs = onlyOurs("contact");

  @ArchTest static final ArchRule messageImportsContact = onlyOurs("message", "contact");

  @ArchTest
  static final ArchRule templateImportsMessage = onlyOurs("template", "contact", "message");

  @ArchTest
  static final ArchRule pricingImportsTemplate = onlyOurs("pricing", "contact", "template");

  @ArchTest
  static final ArchRule policyImportsPricing =
      onlyOurs("policy", "contact", "message", "template", "pricing");

  @ArchTest
  static final ArchRule admissionImportsPolicy =
      onlyOurs("admission", "contact", "message", "template", "pricing", "policy");

  @ArchTest
  static final ArchRule auditImportsAdmission =
      onlyOurs("audit", "contact", "message", "template", "pricing", "policy", "admission");

  @ArchTest
  static final ArchRule deferralImportsAudit =
      onlyOurs("deferral", "contact", "message", "template", "policy", "admission", "audit");

  @ArchTest static final ArchRule relayImportsNothingOfOurs = onlyOurs("relay");

  @ArchTest
  static final ArchRule eventImportsRelay =
      onlyOurs("event", "contact", "template", "policy", "admission", "relay");

  @ArchTest static final ArchRule configImportsPure = onlyOurs("config", and(PURE, "tracing"));

  @ArchTest static final ArchRule tracingImportsPure = onlyOurs("tracing", PURE);

  @ArchTest static final ArchRule opsImportsConfig = onlyOurs("ops", and(PURE, "config"));

  @ArchTest
  static final ArchRule redisImportsNoAdapter = onlyOurs("redis", and(PURE, "config", "ops"));

  @ArchTest
  static final ArchRule metaImportsNoAdapter = onlyOurs("meta", and(PURE, "config", "ops"));

  @ArchTest static final ArchRule crmImportsNoAdapter = onlyOurs("crm", and(PURE, "config", "ops"));

  @ArchTest
  static final ArchRule webhookImportsNoAdapter =
      onlyOurs("webhook", and(PURE, "config", "ops", "tracing"));

  @ArchTest
  static final ArchRule gatewayImportsMetaForThePassThrough =
      onlyOurs("gateway", and(PURE, "config", "ops", "meta"));

  @ArchTest static final ArchRule twinImportsNothingOfOurs = onlyOurs("twin");

  @ArchTest
  static final ArchRule nobodyImportsTheTwin =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.sallyport.twin..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.sallyport.twin..");

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
                  "io.smallrye.mutiny.."));

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
  static final ArchRule mutinyStartsAtTheTemplateRegistry =
      noClasses()
          .that(inPackages("contact", "message", "pricing", "policy"))
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

  @ArchTest
  static final ArchRule onlyOpsNamesMeters =
      noClasses()
          .that(resideOutsideOfPackages("io.sallyport.ops.."))
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
          .that(resideOutsideOfPackages("io.sallyport.redis.."))
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
  static final ArchRule noCycles =
      slices().matching("io.sallyport.(*)..").should().beFreeOfCycles();

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
