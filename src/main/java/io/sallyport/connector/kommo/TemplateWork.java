package io.sallyport.connector.kommo;

import io.sallyport.connector.kommo.ChatTemplates.Kept;
import io.sallyport.connector.kommo.ChatTemplates.Review;
import io.sallyport.connector.kommo.KommoRest.Refused;
import io.vertx.core.Future;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/** Makes an account's templates at Kommo those it is given. */
@Singleton
final class TemplateWork {

  private static final Logger LOG = Logger.getLogger(TemplateWork.class);

  /** In one call; if Kommo does not want one of them, one by one. */
  private static final int CREATED_AT_ONCE = 25;

  private final ChatTemplates templates;
  private final TemplateNames names;
  private final KommoState state;

  TemplateWork(ChatTemplates templates, TemplateNames names, KommoState state) {
    this.templates = templates;
    this.names = names;
    this.state = state;
  }

  /**
   * Does what is to be done.
   *
   * @param begin called before the first change
   * @param stands whether these are still the ones
   * @return whether it came to its end; fails when Kommo wants no calls at all
   */
  Future<Boolean> run(
      KommoAccount account,
      List<KommoTemplate> offered,
      Supplier<Future<Void>> begin,
      BooleanSupplier stands) {
    return templates
        .list(account)
        .compose(kept -> known(account, kept, 0, new LinkedHashMap<>()))
        .compose(
            digests -> {
              List<Supplier<Future<Void>>> steps = steps(account, offered, digests);
              return steps.isEmpty()
                  ? Future.succeededFuture(true)
                  : begin.get().compose(begun -> run(account, steps, 0, stands));
            });
  }

  /** The digest by which each was created; an empty one where that is forgotten. */
  private Future<Map<Kept, String>> known(
      KommoAccount account, List<Kept> kept, int index, Map<Kept, String> digests) {
    if (index == kept.size()) {
      return Future.succeededFuture(digests);
    }
    Kept one = kept.get(index);
    return names
        .known(account, one.id())
        .compose(
            known -> {
              digests.put(one, known == null ? "" : known.digest());
              return known(account, kept, index + 1, digests);
            });
  }

  /** First what must not be sent any more, then what may be again, then what is new. */
  private List<Supplier<Future<Void>>> steps(
      KommoAccount account, List<KommoTemplate> offered, Map<Kept, String> digests) {
    Map<String, KommoTemplate> missing = new HashMap<>();
    offered.forEach(template -> missing.put(template.externalId(), template));
    List<Supplier<Future<Void>>> removals = new ArrayList<>();
    List<Supplier<Future<Void>>> reviews = new ArrayList<>();
    digests.forEach(
        (kept, digest) -> {
          KommoTemplate template = missing.get(kept.externalId());
          if (template == null || !isSame(kept, digest, template)) {
            removals.add(() -> templates.remove(account, kept.id()));
            return;
          }
          missing.remove(kept.externalId());
          if (digest.isEmpty() || !isReviewed(kept.reviews(), template)) {
            reviews.add(() -> review(account, kept, template));
          }
        });
    List<Supplier<Future<Void>>> steps = new ArrayList<>(removals);
    steps.addAll(reviews);
    List<KommoTemplate> added =
        offered.stream()
            .filter(template -> missing.containsKey(template.externalId()))
            .filter(template -> !template.isPaused())
            .toList();
    for (int from = 0; from < added.size(); from += CREATED_AT_ONCE) {
      List<KommoTemplate> some =
          added.subList(from, Math.min(from + CREATED_AT_ONCE, added.size()));
      steps.add(() -> create(account, some));
    }
    return steps;
  }

  private static boolean isSame(Kept kept, String digest, KommoTemplate template) {
    return digest.isEmpty()
        ? kept.content().equals(template.content().body())
            && kept.category().equals(template.category().name())
        : digest.equals(template.digest());
  }

  private static boolean isReviewed(List<Review> reviews, KommoTemplate template) {
    return !reviews.isEmpty()
        && reviews.stream().allMatch(review -> review.status().equals(template.review()));
  }

  private Future<Void> create(KommoAccount account, List<KommoTemplate> some) {
    return templates
        .create(account, some)
        .recover(
            failure ->
                some.size() > 1 && failure instanceof Refused refused && !refused.isForAll()
                    ? oneByOne(account, some)
                    : Future.failedFuture(failure))
        .compose(created -> reviewAll(account, created, some, 0));
  }

  private Future<List<Kept>> oneByOne(KommoAccount account, List<KommoTemplate> some) {
    List<Kept> created = new ArrayList<>();
    Future<Void> done = Future.succeededFuture();
    for (KommoTemplate one : some) {
      done =
          done.compose(
              before ->
                  passOver(
                      account,
                      templates
                          .create(account, List.of(one))
                          .onSuccess(created::addAll)
                          .mapEmpty()));
    }
    return done.map(all -> created);
  }

  private Future<Void> reviewAll(
      KommoAccount account, List<Kept> created, List<KommoTemplate> some, int index) {
    if (index == created.size()) {
      return Future.succeededFuture();
    }
    Kept kept = created.get(index);
    KommoTemplate template =
        some.stream()
            .filter(one -> one.externalId().equals(kept.externalId()))
            .findFirst()
            .orElse(null);
    Future<Void> done =
        template == null
            ? Future.succeededFuture()
            : passOver(account, review(account, kept, template));
    return done.compose(next -> reviewAll(account, created, some, index + 1));
  }

  /** Its id is remembered first: nobody can use it before it is approved. */
  private Future<Void> review(KommoAccount account, Kept kept, KommoTemplate template) {
    return names
        .remember(account, kept.id(), template)
        .compose(
            remembered ->
                kept.reviews().isEmpty()
                    ? templates.submit(account, kept.id())
                    : Future.succeededFuture(kept.reviews()))
        .compose(reviews -> decide(account, kept, template, reviews));
  }

  private Future<Void> decide(
      KommoAccount account, Kept kept, KommoTemplate template, List<Review> reviews) {
    if (reviews.isEmpty()) {
      String why = "Kommo puts no template on review: its source must be one for WhatsApp.";
      LOG.warnf("%s account=%s", why, account.name());
      state.failed(account, why);
    }
    Future<Void> done = Future.succeededFuture();
    for (Review review : reviews) {
      if (!review.status().equals(template.review())) {
        done =
            done.compose(before -> templates.decide(account, kept.id(), review, template.review()));
      }
    }
    return done;
  }

  /** One after another, as long as these are the ones. */
  private Future<Boolean> run(
      KommoAccount account, List<Supplier<Future<Void>>> steps, int index, BooleanSupplier stands) {
    if (!stands.getAsBoolean()) {
      return Future.succeededFuture(false);
    } else if (index == steps.size()) {
      return Future.succeededFuture(true);
    }
    return passOver(account, steps.get(index).get())
        .compose(done -> run(account, steps, index + 1, stands));
  }

  /** What Kommo does not want of one template keeps no other back; it is told again in a day. */
  private Future<Void> passOver(KommoAccount account, Future<Void> step) {
    return step.recover(
        failure -> {
          if (!(failure instanceof Refused refused) || refused.isForAll()) {
            return Future.failedFuture(failure);
          }
          LOG.warnf(
              "kommo does not take a template account=%s status=%d",
              account.name(), refused.status());
          state.failed(account, "A template: HTTP " + refused.status() + ".");
          return Future.succeededFuture();
        });
  }
}
