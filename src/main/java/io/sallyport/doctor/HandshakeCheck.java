package io.sallyport.doctor;

import io.sallyport.config.MetaApps;
import io.sallyport.config.MetaApps.App;
import io.sallyport.config.SallyportConfig;
import io.sallyport.doctor.Probe.Unreachable;
import jakarta.inject.Singleton;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * The handshake that Meta makes with a webhook address (platform-facts.md#webhook-verification).
 */
@Singleton
final class HandshakeCheck implements Check {

  private final PublicAddress own;
  private final MetaApps apps;
  private final Probe probe = new Probe();

  HandshakeCheck(PublicAddress own, SallyportConfig config) {
    this.own = own;
    this.apps = MetaApps.of(config.webhook());
  }

  @Override
  public String name() {
    return "handshake";
  }

  @Override
  public List<Finding> look(Options options) {
    List<Finding> found = new ArrayList<>();
    for (String address : own.all()) {
      for (App app : apps.all()) {
        found.add(handshake(address, app));
      }
    }
    return found.isEmpty()
        ? List.of(Finding.skip(name(), PublicAddress.KEY + " is not set"))
        : found;
  }

  private Finding handshake(String address, App app) {
    String check = app.name().isEmpty() ? name() : name() + " " + app.name();
    String shown = own.shown(address);
    String challenge = UUID.randomUUID().toString();
    try {
      HttpResponse<String> answer =
          probe.get(
              URI.create(
                  address
                      + "?hub.mode=subscribe&hub.challenge="
                      + challenge
                      + "&hub.verify_token="
                      + URLEncoder.encode(app.verifyToken(), StandardCharsets.UTF_8)),
              "");
      return answer.statusCode() == 200 && answer.body().equals(challenge)
          ? Finding.ok(check, shown + " answers as Meta asks")
          : Finding.fail(
              check,
              shown + " answered " + answer.statusCode() + ", not with the challenge",
              "the ingress must lead to the gateway; sallyport.webhook.verify-token the same"
                  + " there");
    } catch (Unreachable silent) {
      return Finding.warn(
          check,
          shown + ", from here: " + silent.why(),
          "try it from outside; Meta must reach it by HTTPS");
    }
  }
}
