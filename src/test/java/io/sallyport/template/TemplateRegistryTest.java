package io.sallyport.template;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.template.TemplateEvent.Outdated;
import io.sallyport.template.TemplateEvent.QualityChanged;
import io.sallyport.template.TemplateEvent.StatusChanged;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TemplateRegistryTest {

  private static final String WABA = "102290129340398";
  private static final String OTHER = "102290129340399";
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration INTERVAL = Duration.ofSeconds(10);
  private static final Instant T = Instant.ofEpochSecond(1_750_000_000L);

  private static final Template SALE =
      new Template(
          new Template.Key("spring_sale", "en_US"),
          Category.MARKETING,
          Template.APPROVED,
          null,
          null,
          null);

  private final MemoryTemplates store = new MemoryTemplates();
  private final ScriptedSource meta = new ScriptedSource();
  private static final Duration SOON = Duration.ofMillis(300);

  private final TemplateRegistry registry = new TemplateRegistry(meta, store, SOON);

  @BeforeEach
  void nothingIsKnownAtFirst() {
    assertThat(registry.find(WABA, SALE.key())).isNull();
    assertThat(registry.snapshot(WABA)).isEmpty();
  }

  private UniAssertSubscriber<Boolean> refresh() {
    return refresh(registry);
  }

  private static UniAssertSubscriber<Boolean> refresh(TemplateRegistry registry) {
    return registry.refresh(WABA).subscribe().withSubscriber(UniAssertSubscriber.create());
  }

  private UniAssertSubscriber<Void> apply(TemplateEvent event) {
    return registry.apply(WABA, event).subscribe().withSubscriber(UniAssertSubscriber.create());
  }

  private void refreshedWith(Template... templates) {
    UniAssertSubscriber<Boolean> refresh = refresh();
    meta.answer(templates);
    refresh.assertCompleted().assertItem(true);
  }

  private StatusChanged paused() {
    return new StatusChanged(SALE.key(), T, Template.PAUSED, null);
  }

  @Test
  void allAreLoadedAtOnceAndWhatIsMirroredStays() {
    refreshedWith(SALE);
    TemplateRegistry later = new TemplateRegistry(meta, store, SOON);
    store.replace(OTHER, List.of(SALE), T).await().indefinitely();
    later.reload(OTHER).await().indefinitely();
    store.replace(OTHER, List.of(), T.plusSeconds(1)).await().indefinitely();

    later.loadAll(List.of(WABA, OTHER, "102290129340390")).await().indefinitely();

    assertThat(later.find(WABA, SALE.key())).isEqualTo(SALE);
    assertThat(later.find(OTHER, SALE.key())).isEqualTo(SALE);
    assertThat(later.snapshot("102290129340390")).isEmpty();
  }

  @Test
  void whatMayBeOldIsWhatWasAskedFor() {
    assertThat(registry.begun()).isEmpty();

    registry.loadAll(List.of(WABA)).await().indefinitely();
    registry.reload(OTHER).await().indefinitely();

    assertThat(registry.begun()).containsExactlyInAnyOrder(WABA, OTHER);
  }

  @Test
  void aRefreshBringsMetasList() {
    refreshedWith(SALE);

    assertThat(registry.find(WABA, SALE.key())).isEqualTo(SALE);
    assertThat(registry.find(WABA, new Template.Key("spring_sale", "en"))).isNull();
    assertThat(registry.find(OTHER, SALE.key())).isNull();
    assertThat(registry.snapshot(WABA).orElseThrow().templates()).containsExactly(SALE);
    assertThat(registry.snapshot(WABA)).isPresent();
    assertThat(registry.snapshot(OTHER)).isEmpty();
  }

  @Test
  void missesAtTheSameTimeShareOneQuestion() {
    UniAssertSubscriber<Boolean> first = refresh();
    UniAssertSubscriber<Boolean> second = refresh();
    store.advance(INTERVAL);
    UniAssertSubscriber<Boolean> third = refresh();

    assertThat(meta.questions()).isEqualTo(1);
    second.assertNotTerminated();
    meta.answer(SALE);

    for (var miss : List.of(first, second, third)) {
      miss.assertCompleted().assertItem(true);
    }
  }

  @Test
  void nothingIsAskedUntilSomebodySubscribes() {
    var unused = registry.refresh(WABA);

    assertThat(meta.questions()).isZero();
  }

  @Test
  void oneCallerThatGivesUpDoesNotTakeTheAnswerFromTheOthers() {
    UniAssertSubscriber<Boolean> first = refresh();
    UniAssertSubscriber<Boolean> second = refresh();

    first.cancel();
    meta.answer(SALE);

    second.assertCompleted().assertItem(true);
    assertThat(registry.find(WABA, SALE.key())).isEqualTo(SALE);
  }

  @Test
  void whatAnotherReplicaAskedForIsMirroredOnReload() {
    TemplateRegistry replica = new TemplateRegistry(meta, store, SOON);
    UniAssertSubscriber<Boolean> elsewhere = refresh(replica);
    meta.answer(SALE);
    elsewhere.assertCompleted();

    refresh().assertCompleted().assertItem(false);
    registry
        .reload(WABA)
        .subscribe()
        .withSubscriber(UniAssertSubscriber.create())
        .assertCompleted();

    assertThat(meta.questions()).isEqualTo(1);
    assertThat(registry.find(WABA, SALE.key())).isEqualTo(SALE);
  }

  @Test
  void afterTheIntervalMetaIsAskedAgain() {
    refreshedWith();
    refresh().assertCompleted().assertItem(false);

    store.advance(INTERVAL);
    refreshedWith(SALE);

    assertThat(registry.find(WABA, SALE.key())).isEqualTo(SALE);
  }

  @Test
  void aFailureReachesTheCallersAndDoesNotStick() {
    refreshedWith(SALE);
    store.advance(INTERVAL);
    UniAssertSubscriber<Boolean> failing = refresh();
    UniAssertSubscriber<Boolean> sharing = refresh();
    meta.fail();
    failing.assertFailedWith(TemplateSource.Unavailable.class);
    sharing.assertFailedWith(TemplateSource.Unavailable.class);

    refresh().assertCompleted().assertItem(false);
    assertThat(registry.find(WABA, SALE.key())).isEqualTo(SALE);

    store.advance(INTERVAL);
    refreshedWith();
    assertThat(registry.find(WABA, SALE.key())).isNull();
  }

  private static UniAssertSubscriber<Void> refreshNow(TemplateRegistry registry) {
    return registry.refreshNow(WABA).subscribe().withSubscriber(UniAssertSubscriber.create());
  }

  @Test
  void anExplicitRefreshAsksThoughSomebodyDidWithinTheInterval() {
    refreshedWith();
    store.advance(SECOND);

    UniAssertSubscriber<Void> now = refreshNow(registry);
    meta.answer(SALE);

    now.assertCompleted();
    assertThat(registry.find(WABA, SALE.key())).isEqualTo(SALE);
    assertThat(registry.snapshot(WABA).orElseThrow().refreshedAt()).isEqualTo(store.now());
  }

  @Test
  void anExplicitRefreshWithinASecondOfAnotherHasItsList() {
    refreshedWith(SALE);
    Instant asked = store.now();
    store.advance(SECOND.minusMillis(1));

    refreshNow(registry).assertCompleted();

    assertThat(meta.questions()).isEqualTo(1);
    assertThat(registry.snapshot(WABA).orElseThrow().refreshedAt()).isEqualTo(asked);
  }

  @Test
  void explicitRefreshesAtTheSameTimeShareOneQuestion() {
    UniAssertSubscriber<Void> first = refreshNow(registry);
    store.advance(INTERVAL);
    UniAssertSubscriber<Void> second = refreshNow(registry);

    meta.answer(SALE);

    first.assertCompleted();
    second.assertCompleted();
    assertThat(meta.questions()).isEqualTo(1);
  }

  @Test
  void anExplicitRefreshWaitsForTheListAnotherReplicaJustAskedFor() {
    TemplateRegistry replica = new TemplateRegistry(meta, store, SOON);
    refreshNow(replica);
    UniAssertSubscriber<Void> here = refreshNow(registry);

    here.assertNotTerminated();
    meta.answer(SALE);

    here.awaitItem();
    assertThat(registry.find(WABA, SALE.key())).isEqualTo(SALE);
    assertThat(meta.questions()).isEqualTo(1);
  }

  @Test
  void anExplicitRefreshAsksItselfASecondAfterAnotherReplicaGotNoAnswer() {
    TemplateRegistry replica = new TemplateRegistry(meta, store, SOON);
    refreshNow(replica);
    UniAssertSubscriber<Void> here = refreshNow(registry);
    meta.fail();

    store.advance(SECOND);
    Awaitility.await().untilAsserted(() -> assertThat(meta.questions()).isEqualTo(2));
    meta.answer(SALE);

    here.awaitItem();
    assertThat(registry.find(WABA, SALE.key())).isEqualTo(SALE);
  }

  @Test
  void aSourceThatThrowsIsAFailureLikeAnyOther() {
    TemplateRegistry broken =
        new TemplateRegistry(
            waba -> {
              throw new IllegalStateException("no token");
            },
            store,
            SOON);

    refresh(broken).assertFailedWith(TemplateSource.Unavailable.class);
    store.advance(INTERVAL);
    refresh(broken).assertFailedWith(TemplateSource.Unavailable.class);
  }

  @Test
  void newsIsMirroredAtOnce() {
    refreshedWith(SALE);

    apply(paused()).assertCompleted();

    assertThat(registry.find(WABA, SALE.key())).returns(Template.PAUSED, Template::status);
    assertThat(meta.questions()).isEqualTo(1);
  }

  @Test
  void whoListensHearsOfChangesAndOfNothingElse() {
    List<String> heard = new ArrayList<>();
    registry.listen(heard::add);
    refreshedWith(SALE);
    assertThat(heard).containsExactly(WABA);

    store.advance(INTERVAL);
    refreshedWith(SALE);
    assertThat(heard).hasSize(1);

    apply(paused()).assertCompleted();
    assertThat(heard).containsExactly(WABA, WABA);
  }

  @Test
  void newsOfAnUnknownTemplateMakesMetaBeAsked() {
    UniAssertSubscriber<Void> applied = apply(paused());

    assertThat(meta.questions()).isEqualTo(1);
    applied.assertCompleted();
    meta.answer(SALE);
    assertThat(registry.find(WABA, SALE.key())).isEqualTo(SALE);
  }

  @Test
  void aTemplateThatChangedInsideMakesMetaBeAsked() {
    refreshedWith(SALE);
    store.advance(INTERVAL);
    Template edited =
        new Template(
            SALE.key(),
            Category.MARKETING,
            Template.APPROVED,
            null,
            TemplateParameters.ofText("body:1"),
            null);

    UniAssertSubscriber<Void> applied = apply(new Outdated(SALE.key(), T));
    store.advance(Duration.ofMillis(1));
    meta.answer(edited);

    applied.assertCompleted();
    assertThat(registry.find(WABA, SALE.key())).isEqualTo(edited);
  }

  @Test
  void aChangeSoonAfterAQuestionIsAskedForWhenItMayBe() {
    refreshedWith(SALE);

    apply(new Outdated(SALE.key(), T)).assertCompleted();

    assertThat(meta.questions()).isEqualTo(1);
    store.advance(INTERVAL);
    Awaitility.await().untilAsserted(() -> assertThat(meta.questions()).isEqualTo(2));
  }

  @Test
  void newsIsTakenEvenIfMetaCannotBeAsked() {
    UniAssertSubscriber<Void> applied = apply(new QualityChanged(SALE.key(), T, "RED"));
    meta.fail();

    applied.assertCompleted();
  }

  @Test
  void newsThatCannotBeStoredFails() {
    TemplateRegistry storeless = new TemplateRegistry(meta, new BrokenTemplates(), SOON);

    storeless
        .apply(WABA, paused())
        .subscribe()
        .withSubscriber(UniAssertSubscriber.create())
        .assertFailedWith(IllegalStateException.class);
    refresh(storeless).assertFailedWith(IllegalStateException.class);
  }
}
