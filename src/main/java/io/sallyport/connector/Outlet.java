package io.sallyport.connector;

import io.sallyport.relay.Attempt;
import io.sallyport.relay.Letter;
import io.smallrye.mutiny.Uni;

/** How one CRM gets what Meta delivers: a stored webhook becomes its posts. */
public interface Outlet {

  /** Tries once; never fails. */
  Uni<Attempt> post(Letter letter);

  /** Nothing is posted any more; what is under way may end. */
  default void close() {}
}
