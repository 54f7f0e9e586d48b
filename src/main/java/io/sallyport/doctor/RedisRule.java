package io.sallyport.doctor;

import io.sallyport.redis.core.RedisServers.Server;
import java.util.List;

/** What is asked of every Redis server that takes writes. */
@FunctionalInterface
interface RedisRule {

  List<Finding> of(Server server);

  /** A line's subject: which of a cluster's servers it is about. */
  static String named(String what, Server server) {
    return server.address().isEmpty() ? what : what + " " + server.address();
  }
}
