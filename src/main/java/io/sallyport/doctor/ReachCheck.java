package io.sallyport.doctor;

import io.sallyport.config.KommoAccountsConfig;
import io.sallyport.config.SallyportConfig;
import io.sallyport.directory.Directory;
import io.sallyport.doctor.Probe.Unreachable;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Whether somebody answers where the gateway posts to: relay targets, Kommo, Wazzup, the
 * translator. It asks for headers only ({@code HEAD}), so nothing is delivered; whatever is
 * answered will do.
 */
@Singleton
final class ReachCheck implements Check {

  private static final int SERVER_ERROR = 500;

  private final SallyportConfig config;
  private final KommoAccountsConfig kommo;
  private final Directory directory;
  private final Probe probe = new Probe();

  ReachCheck(SallyportConfig config, KommoAccountsConfig kommo, Directory directory) {
    this.config = config;
    this.kommo = kommo;
    this.directory = directory;
  }

  @Override
  public String name() {
    return "reach";
  }

  /** Where, and by which key. */
  private record Place(URI address, String key) {}

  @Override
  public List<Finding> look(Options options) {
    List<Finding> found = new ArrayList<>();
    Map<String, Place> targets = targets();
    if (targets.isEmpty() && kommo.byName().isEmpty()) {
      found.add(
          Finding.warn(
              "targets",
              "none: no CRM gets Meta's webhooks from this gateway",
              "sallyport.relay.targets.\"<name>\".url"));
    }
    targets.forEach((check, place) -> found.add(look(check, place)));
    others().forEach((check, place) -> found.add(look(check, place)));
    return found;
  }

  private Map<String, Place> targets() {
    Map<String, Place> all = new TreeMap<>();
    directory
        .targets()
        .forEach(
            (name, target) ->
                all.put(
                    "target " + name,
                    new Place(URI.create(target.url()), "PUT /sallyport/v1/relay/" + name)));
    config
        .relay()
        .targets()
        .forEach(
            (name, target) ->
                target
                    .url()
                    .ifPresent(
                        url ->
                            all.put(
                                "target " + name,
                                new Place(url, "sallyport.relay.targets.\"" + name + "\".url"))));
    return all;
  }

  private Map<String, Place> others() {
    Map<String, Place> all = new TreeMap<>();
    if (!kommo.byName().isEmpty()) {
      all.put("kommo", new Place(config.kommo().amojoUrl(), "sallyport.kommo.amojo-url"));
    }
    kommo
        .byName()
        .forEach(
            (name, account) ->
                account
                    .apiUrl()
                    .ifPresent(
                        url ->
                            all.put(
                                "kommo " + name,
                                new Place(
                                    url, "sallyport.kommo.accounts.\"" + name + "\".api-url"))));
    if (!config.wazzup().channels().isEmpty()) {
      all.put("wazzup", new Place(config.wazzup().url(), "sallyport.wazzup.url"));
    }
    config
        .translation()
        .url()
        .ifPresent(url -> all.put("translator", new Place(url, "sallyport.translation.url")));
    return all;
  }

  private Finding look(String check, Place place) {
    try {
      int status = probe.head(place.address()).statusCode();
      String about = Probe.shown(place.address()) + " answers (HTTP " + status + ")";
      return status >= SERVER_ERROR
          ? Finding.warn(check, about, "look at the server; " + place.key())
          : Finding.ok(check, about);
    } catch (Unreachable silent) {
      return Finding.fail(check, Probe.shown(place.address()) + ": " + silent.why(), place.key());
    }
  }
}
