package io.sallyport.template;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.template.Template.CategoryChange;
import io.sallyport.template.TemplateEvent.CategoryChanged;
import io.sallyport.template.TemplateEvent.CategoryImpending;
import io.sallyport.template.TemplateEvent.Outdated;
import io.sallyport.template.TemplateEvent.QualityChanged;
import io.sallyport.template.TemplateEvent.StatusChanged;
import io.sallyport.template.TemplateParameters.Slot;
import io.sallyport.template.TemplateStore.Claim;
import io.sallyport.template.TemplateStore.Snapshot;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every {@link TemplateStore} does. */
public abstract class TemplateStoreContract {

  protected static final String WABA = "102290129340398";

  protected static final Template.Key SALE = new Template.Key("spring_sale", "en_US");
  protected static final Template.Key ORDER = new Template.Key("order_update", "pt_BR");

  /** Meta's time of webhooks, after every list. */
  private static final Instant T = Instant.ofEpochSecond(1_900_000_000L);

  private static final TemplateParameters PARAMETERS =
      new TemplateParameters(
          List.of(
              Slot.mediaHeader("IMAGE"),
              Slot.named("body", new TreeSet<>(List.of("first_name", "order")))));

  private static final TemplateContent CONTENT =
      new TemplateContent(
          "Hi {{first_name}}, \"{{order}}\" \u2013 50% off \\ now!\nBye",
          "",
          "Write STOP",
          List.of(new TemplateContent.Button("Look", "https://example.com/a?b=c")),
          true);

  /** A store with a miss-refresh interval of {@link #interval}. */
  protected abstract TemplateStore store();

  protected abstract Duration interval();

  /** Lets time pass for the store. */
  protected abstract void pass(Duration time);

  /** The store's time, a little later than every time it told before. */
  protected abstract Instant later();

  protected static <T> T await(Uni<T> uni) {
    return uni.await().atMost(Duration.ofSeconds(10));
  }

  protected static Template template(Template.Key key, String status, Category category) {
    return new Template(key, category, status, null, PARAMETERS, "GREEN");
  }

  private void listed(Template... templates) {
    await(store().replace(WABA, List.of(templates), later()));
  }

  private boolean apply(TemplateEvent event) {
    return await(store().apply(WABA, event));
  }

  private @Nullable Template stored(Template.Key key) {
    return await(store().load(WABA)).map(Snapshot::templates).orElse(List.of()).stream()
        .filter(template -> template.key().equals(key))
        .findFirst()
        .orElse(null);
  }

  private static Instant after(int seconds) {
    return T.plusSeconds(seconds);
  }

  @Test
  void ofAWabaNeverAskedForNothingIsStored() {
    assertThat(await(store().load(WABA))).isEmpty();
  }

  @Test
  void ofManyThoseAreLoadedThatAreStored() {
    String other = "102290129340399";
    listed(template(SALE, "APPROVED", Category.MARKETING));
    await(store().replace(other, List.of(), later()));

    assertThat(await(store().loadAll(List.of("102290129340390", WABA, other))))
        .isEqualTo(
            Map.of(
                WABA, await(store().load(WABA)).orElseThrow(),
                other, await(store().load(other)).orElseThrow()));
  }

  @Test
  void whatATemplateShowsOutlivesNewsOfIt() {
    TemplateContent bare = new TemplateContent("Hi", "", "", List.of(), false);
    listed(
        new Template(SALE, Category.MARKETING, "APPROVED", null, PARAMETERS, null, CONTENT),
        new Template(ORDER, Category.UTILITY, "APPROVED", null, PARAMETERS, null, bare));

    apply(new StatusChanged(SALE, after(1), "PAUSED", null));
    apply(new StatusChanged(ORDER, after(1), "PAUSED", null));

    assertThat(stored(SALE))
        .isEqualTo(
            new Template(SALE, Category.MARKETING, "PAUSED", null, PARAMETERS, null, CONTENT));
    assertThat(stored(ORDER)).extracting(Template::content).isEqualTo(bare);
  }

  @Test
  void keepsWhatMetaListed() {
    Instant asked = later();
    Template bare = new Template(ORDER, Category.UTILITY, "IN_APPEAL", null, null, null);

    await(
        store()
            .replace(WABA, List.of(template(SALE, "APPROVED", Category.MARKETING), bare), asked));

    Snapshot snapshot = await(store().load(WABA)).orElseThrow();
    assertThat(snapshot.templates())
        .containsExactlyInAnyOrder(template(SALE, "APPROVED", Category.MARKETING), bare);
    assertThat(Duration.between(snapshot.refreshedAt(), asked).abs())
        .isLessThan(Duration.ofMillis(1));
    assertThat(await(store().load("102290129340399"))).isEmpty();
  }

  @Test
  void anEmptyListIsAnAnswerToo() {
    listed();

    assertThat(await(store().load(WABA)).map(Snapshot::templates)).contains(List.of());
  }

  @Test
  void forgetsWhatMetaNoLongerLists() {
    listed(
        template(SALE, "APPROVED", Category.MARKETING),
        template(ORDER, "APPROVED", Category.UTILITY));

    listed(template(ORDER, "APPROVED", Category.UTILITY));

    assertThat(stored(SALE)).isNull();
    assertThat(stored(ORDER)).isNotNull();
  }

  @Test
  void onlyOneQuestionPerInterval() {
    Claim first = claim(WABA);

    assertThat(first.isTaken()).isTrue();
    assertThat(claim(WABA)).isEqualTo(new Claim(false, first.at()));
    assertThat(claim("102290129340399").isTaken()).isTrue();
    pass(interval());
    Claim next = claim(WABA);
    assertThat(next.isTaken()).isTrue();
    assertThat(next.at()).isAfter(first.at());
  }

  @Test
  void aShorterIntervalIsOverSoonerAndTheLongerOneBeginsAnew() {
    claim(WABA);
    pass(interval().dividedBy(2));

    Claim sooner = await(store().claimRefresh(WABA, interval().dividedBy(2)));
    pass(interval().dividedBy(2));

    assertThat(sooner.isTaken()).isTrue();
    assertThat(claim(WABA)).isEqualTo(new Claim(false, sooner.at()));
  }

  @Test
  void aListTellsWhenItsRightWasTaken() {
    Claim claim = claim(WABA);

    await(store().replace(WABA, List.of(), claim.at()));

    assertThat(await(store().load(WABA)).orElseThrow().refreshedAt()).isEqualTo(claim.at());
  }

  @Test
  void aListThatComesLateDoesNotTakeTheNewerOnesPlace() {
    Instant first = later();
    await(store().replace(WABA, List.of(template(SALE, "APPROVED", Category.MARKETING)), later()));

    await(store().replace(WABA, List.of(), first));

    assertThat(stored(SALE)).isNotNull();
  }

  private Claim claim(String wabaId) {
    return await(store().claimRefresh(wabaId, interval()));
  }

  @Test
  void newsOfAnUnknownTemplateIsNotKeptUnlessItTellsEverything() {
    listed();

    assertThat(apply(new QualityChanged(SALE, T, "RED"))).isFalse();
    assertThat(apply(new CategoryChanged(SALE, T, Category.UTILITY))).isFalse();
    assertThat(apply(new Outdated(SALE, T))).isFalse();
    assertThat(apply(new StatusChanged(SALE, T, "APPROVED", null))).isFalse();
    assertThat(stored(SALE)).isNull();

    assertThat(apply(new StatusChanged(SALE, T, "APPROVED", Category.UTILITY))).isFalse();
    assertThat(stored(SALE))
        .isEqualTo(new Template(SALE, Category.UTILITY, "APPROVED", null, null, null));
    assertThat(apply(new QualityChanged(SALE, T, "RED"))).isTrue();
  }

  @Test
  void newsChangesWhatItIsAboutAndNothingElse() {
    listed(
        template(SALE, "APPROVED", Category.UTILITY),
        template(ORDER, "APPROVED", Category.UTILITY));

    assertThat(apply(new StatusChanged(SALE, T, "PAUSED", null))).isTrue();
    assertThat(apply(new CategoryChanged(SALE, T, Category.MARKETING))).isTrue();
    assertThat(apply(new QualityChanged(SALE, T, "RED"))).isTrue();
    assertThat(apply(new Outdated(SALE, T))).isTrue();

    assertThat(stored(SALE))
        .isEqualTo(new Template(SALE, Category.MARKETING, "PAUSED", null, PARAMETERS, "RED"));
    assertThat(stored(ORDER)).isEqualTo(template(ORDER, "APPROVED", Category.UTILITY));
  }

  @Test
  void olderNewsChangesNothing() {
    listed(template(SALE, "APPROVED", Category.UTILITY));
    apply(new StatusChanged(SALE, after(10), "PAUSED", Category.MARKETING));
    apply(new QualityChanged(SALE, after(10), "RED"));

    apply(new StatusChanged(SALE, after(9), "APPROVED", Category.UTILITY));
    apply(new CategoryChanged(SALE, after(9), Category.UTILITY));
    apply(new QualityChanged(SALE, after(9), "GREEN"));

    assertThat(stored(SALE))
        .isEqualTo(new Template(SALE, Category.MARKETING, "PAUSED", null, PARAMETERS, "RED"));
  }

  @Test
  void ofNewsAtTheSameSecondTheLastCounts() {
    listed(template(SALE, "APPROVED", Category.UTILITY));

    apply(new StatusChanged(SALE, T, "PAUSED", null));
    apply(new StatusChanged(SALE, T, "APPROVED", null));

    assertThat(stored(SALE)).returns("APPROVED", Template::status);
  }

  @Test
  void eachKindOfNewsHasAnOrderOfItsOwn() {
    listed(template(SALE, "APPROVED", Category.UTILITY));
    apply(new QualityChanged(SALE, after(20), "RED"));
    apply(new CategoryChanged(SALE, after(20), Category.MARKETING));

    apply(new StatusChanged(SALE, after(10), "PAUSED", Category.UTILITY));

    assertThat(stored(SALE))
        .returns("PAUSED", Template::status)
        .returns(Category.MARKETING, Template::category);
  }

  @Test
  void anAnnouncedChangeIsKeptUntilItIsCompleted() {
    CategoryChange change = new CategoryChange(Category.MARKETING, after(86_400));
    listed(template(SALE, "APPROVED", Category.UTILITY));

    apply(new CategoryImpending(SALE, T, change));
    assertThat(stored(SALE))
        .returns(Category.UTILITY, Template::category)
        .returns(change, Template::impending);

    apply(new CategoryChanged(SALE, after(86_400), Category.MARKETING));
    assertThat(stored(SALE))
        .returns(Category.MARKETING, Template::category)
        .returns(null, Template::impending);
  }

  @Test
  void anAnnouncementOlderThanItsCompletionIsPast() {
    listed(template(SALE, "APPROVED", Category.UTILITY));
    apply(new CategoryChanged(SALE, after(86_400), Category.MARKETING));

    apply(new CategoryImpending(SALE, T, new CategoryChange(Category.UTILITY, after(90_000))));

    assertThat(stored(SALE)).returns(null, Template::impending);
  }

  @Test
  void aListAskedForBeforeTheNewsDoesNotUndoIt() {
    listed(
        template(SALE, "APPROVED", Category.UTILITY),
        template(ORDER, "APPROVED", Category.UTILITY));
    Instant asked = later();
    pass(Duration.ofMillis(20));
    apply(new StatusChanged(SALE, T, "PAUSED", Category.MARKETING));
    apply(new QualityChanged(SALE, T, "RED"));
    apply(new StatusChanged(ORDER, T, "PAUSED", null));

    await(store().replace(WABA, List.of(template(SALE, "APPROVED", Category.UTILITY)), asked));

    assertThat(stored(SALE))
        .isEqualTo(new Template(SALE, Category.MARKETING, "PAUSED", null, PARAMETERS, "RED"));
    assertThat(stored(ORDER)).returns("PAUSED", Template::status);
  }

  @Test
  void aListAskedForAfterTheNewsIsNewer() {
    listed(template(SALE, "APPROVED", Category.UTILITY));
    apply(new StatusChanged(SALE, after(10), "PAUSED", Category.MARKETING));
    pass(Duration.ofMillis(20));

    listed(template(SALE, "APPROVED", Category.UTILITY));
    assertThat(stored(SALE)).isEqualTo(template(SALE, "APPROVED", Category.UTILITY));

    apply(new StatusChanged(SALE, after(9), "DISABLED", Category.MARKETING));
    assertThat(stored(SALE)).isEqualTo(template(SALE, "APPROVED", Category.UTILITY));
  }

  @Test
  void aListKeepsAnAnnouncedChangeThatIsAhead() {
    listed(
        template(SALE, "APPROVED", Category.UTILITY),
        template(ORDER, "APPROVED", Category.UTILITY));
    CategoryChange ahead = new CategoryChange(Category.MARKETING, wholeSecond(86_400));
    CategoryChange past = new CategoryChange(Category.MARKETING, wholeSecond(-60));
    apply(new CategoryImpending(SALE, T, ahead));
    apply(new CategoryImpending(ORDER, T, past));
    pass(Duration.ofMillis(20));

    listed(
        template(SALE, "APPROVED", Category.UTILITY),
        template(ORDER, "APPROVED", Category.UTILITY));
    assertThat(stored(SALE)).returns(ahead, Template::impending);
    assertThat(stored(ORDER)).returns(null, Template::impending);

    listed(template(SALE, "APPROVED", Category.MARKETING));
    assertThat(stored(SALE)).returns(null, Template::impending);
  }

  private Instant wholeSecond(int fromNow) {
    return Instant.ofEpochSecond(later().getEpochSecond() + fromNow);
  }

  @Test
  void anOlderAnnouncementChangesNothing() {
    CategoryChange newer = new CategoryChange(Category.MARKETING, after(90_000));
    listed(template(SALE, "APPROVED", Category.UTILITY));
    apply(new CategoryImpending(SALE, after(10), newer));

    apply(
        new CategoryImpending(SALE, T, new CategoryChange(Category.AUTHENTICATION, after(80_000))));

    assertThat(stored(SALE)).returns(newer, Template::impending);
  }

  @Test
  void anApprovalOlderThanTheListIsDoubted() {
    listed(template(SALE, Template.PAUSED, Category.MARKETING));

    boolean beyondDoubt = apply(new StatusChanged(SALE, longAgo(), Template.APPROVED, null));

    assertThat(beyondDoubt).isFalse();
    assertThat(stored(SALE)).returns(Template.PAUSED, Template::status);
  }

  @Test
  void aPauseOlderThanTheListIsBelieved() {
    listed(template(SALE, Template.APPROVED, Category.MARKETING));

    boolean beyondDoubt = apply(new StatusChanged(SALE, longAgo(), Template.PAUSED, null));

    assertThat(beyondDoubt).isTrue();
    assertThat(stored(SALE)).returns(Template.PAUSED, Template::status);
  }

  @Test
  void anOldApprovalAfterAnOlderPauseHeardSinceTheListIsBelieved() {
    listed(template(SALE, Template.APPROVED, Category.MARKETING));
    apply(new StatusChanged(SALE, longAgo(), Template.PAUSED, null));

    apply(new StatusChanged(SALE, longAgo().plusSeconds(1), Template.APPROVED, null));

    assertThat(stored(SALE)).returns(Template.APPROVED, Template::status);
  }

  @Test
  void aCategoryOlderThanTheListIsBelievedOnlyWhenItIsMarketing() {
    listed(template(SALE, Template.APPROVED, Category.MARKETING));
    assertThat(apply(new CategoryChanged(SALE, longAgo(), Category.UTILITY))).isFalse();
    assertThat(stored(SALE)).returns(Category.MARKETING, Template::category);

    listed(template(SALE, Template.APPROVED, Category.UTILITY));
    assertThat(apply(new CategoryChanged(SALE, longAgo(), Category.MARKETING))).isTrue();
    assertThat(stored(SALE)).returns(Category.MARKETING, Template::category);
  }

  @Test
  void newsOfTheQualityKeepsNothingElseFromTheList() {
    listed(template(SALE, Template.APPROVED, Category.UTILITY));
    Instant asked = later();
    later();
    apply(new QualityChanged(SALE, after(10), "RED"));

    Template now = template(SALE, Template.PAUSED, Category.MARKETING);
    await(store().replace(WABA, List.of(now), asked));

    assertThat(stored(SALE))
        .returns(Template.PAUSED, Template::status)
        .returns(Category.MARKETING, Template::category)
        .returns("RED", Template::quality);
  }

  private Instant longAgo() {
    return wholeSecond(-86_400);
  }
}
