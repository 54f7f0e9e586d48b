package io.sallyport.meters;

import io.sallyport.relay.RelayEvent;
import io.sallyport.relay.RelayEvent.DeadLettersFull;
import io.sallyport.relay.RelayEvent.Died;
import io.sallyport.relay.RelayEvent.Paused;
import io.sallyport.relay.RelayEvent.Resumed;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;

/** Logs relay events that an operator should know of. */
@Singleton
final class RelayReports {

  private static final Logger LOG = Logger.getLogger(RelayReports.class);

  void noticed(@Observes RelayEvent event) {
    if (event instanceof Paused paused) {
      LOG.errorf(
          "relay target paused: mend it, then replay its dead letters target=%s because=%s",
          paused.target(), paused.why());
    } else if (event instanceof Resumed resumed) {
      LOG.infof("relay target takes webhooks again target=%s", resumed.target());
    } else if (event instanceof Died died) {
      LOG.warnf(
          "webhook is a dead letter target=%s id=%s because=%s",
          died.target(), died.id(), died.error());
    } else if (event instanceof DeadLettersFull full) {
      LOG.errorf("no room for a dead letter target=%s", full.target());
    }
  }
}
