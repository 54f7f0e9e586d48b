package io.sallyport.twin.kommo;

import io.sallyport.twin.kommo.amojo.AmojoApi;
import io.sallyport.twin.kommo.amojo.Downloads;
import io.sallyport.twin.kommo.amojo.Gaps;
import io.sallyport.twin.kommo.chats.Chats;
import io.sallyport.twin.kommo.chats.Files;
import io.sallyport.twin.kommo.chats.Scopes;
import io.sallyport.twin.kommo.control.CallLog;
import io.sallyport.twin.kommo.control.KommoControls;
import io.sallyport.twin.kommo.faults.KommoFaults;
import io.sallyport.twin.kommo.hooks.HookSender;
import io.sallyport.twin.kommo.manager.Manager;
import io.sallyport.twin.kommo.rest.RestApi;
import io.sallyport.twin.kommo.templates.ChatTemplates;
import io.sallyport.twin.platform.TwinClock;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Puts the parts of a Kommo twin together. */
final class KommoAssembly {
  final TwinClock clock;
  final Scopes scopes = new Scopes();
  final Chats chats = new Chats();
  final Files files = new Files();
  final ChatTemplates templates = new ChatTemplates();
  final KommoFaults faults = new KommoFaults();
  final CallLog calls = new CallLog();
  final Gaps gaps = new Gaps();
  final HookSender hooks;
  final Downloads downloads;
  final Manager manager;
  final AmojoApi amojo;
  final RestApi rest;

  private final KommoOptions options;

  KommoAssembly(KommoOptions options, Vertx vertx, Supplier<String> origin) {
    this.options = options;
    this.clock = new TwinClock(vertx);
    this.hooks = new HookSender(vertx, clock, options.patience());
    this.downloads = new Downloads(vertx, files);
    this.manager = new Manager(clock, scopes, chats, hooks, templates, files, origin);
    this.amojo = new AmojoApi(clock, scopes, chats, downloads, gaps);
    this.rest = new RestApi(clock, scopes, templates);
    scopes.reset(options.channels(), options.accounts());
  }

  KommoRouter router(Vertx vertx, Consumer<Duration> outage) {
    KommoControls.Parts parts =
        new KommoControls.Parts(
            vertx, clock, scopes, chats, templates, hooks, manager, faults, calls, gaps);
    return new KommoRouter(vertx, this, KommoControls.api(parts, outage, this::reset));
  }

  /** Back to what the twin was started with. */
  void reset() {
    clock.reset();
    scopes.reset(options.channels(), options.accounts());
    chats.clear();
    files.clear();
    templates.clear();
    faults.clear();
    calls.clear();
    gaps.reset();
    hooks.clear();
    manager.clear();
    rest.clear();
  }

  void close() {
    hooks.close();
    downloads.close();
  }
}
