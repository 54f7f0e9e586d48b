package io.sallyport.testkit;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports for servers that are started later. They are below those the kernel gives to outgoing
 * connections, and none is given twice: a port stays free until it is used.
 */
public final class Ports {

  /** A cluster's nodes talk to each other on ports this much higher. */
  private static final int BUS = 10_000;

  private static final int FIRST = 12_000;
  private static final int END = 32_000;

  private static final Set<Integer> GIVEN = ConcurrentHashMap.newKeySet();

  private Ports() {}

  public static int free() {
    while (true) {
      int port = ThreadLocalRandom.current().nextInt(FIRST, END);
      if (take(port)) {
        return port;
      }
    }
  }

  /** A port that is free together with the one a cluster's node opens beside it. */
  public static int freeWithBus() {
    while (true) {
      int port = ThreadLocalRandom.current().nextInt(FIRST, END - BUS);
      if (take(port) && take(port + BUS)) {
        return port;
      }
    }
  }

  private static boolean take(int port) {
    if (!GIVEN.add(port)) {
      return false;
    }
    try (ServerSocket free = new ServerSocket(port)) {
      return free.isBound();
    } catch (IOException taken) {
      return false;
    }
  }
}
