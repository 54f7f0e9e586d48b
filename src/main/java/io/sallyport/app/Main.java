package io.sallyport.app;

import io.netty.bootstrap.ChannelInitializerExtension;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;

/**
 * Starts the gateway. What its libraries read once, before there is any configuration, is said
 * here; a native image is told while it is built ({@code quarkus.native.additional-build-args}).
 */
@QuarkusMain
public final class Main {

  private Main() {}

  /**
   * Runs until the process is stopped; with {@code doctor} until that has printed what it found.
   */
  public static void main(String... arguments) {
    // Queries that java.net.URI does not like are Graph's to read: dimensions(["PHONE"]).
    System.setProperty("vertx.disableURIValidation", "true");
    // The one way to handlers of ours on connections: HttpErrorsOnConnections, WritesTogether.
    System.setProperty(ChannelInitializerExtension.EXTENSIONS_SYSTEM_PROPERTY, "serviceload");
    if (DoctorCommand.isMeant(arguments)) {
      DoctorCommand.start(arguments);
    } else {
      Quarkus.run(arguments);
    }
  }
}
