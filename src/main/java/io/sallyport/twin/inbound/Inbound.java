package io.sallyport.twin.inbound;

import io.sallyport.twin.people.People;
import io.sallyport.twin.platform.MediaStore;
import io.sallyport.twin.platform.Numbers;
import io.sallyport.twin.platform.TwinClock;
import io.sallyport.twin.webhooks.Webhooks;

/** All that can happen on the customers' side, by kind. */
public record Inbound(Customers customers, NameChanges names, PhoneCalls calls, BusinessApp app) {
  public static Inbound of(
      TwinClock clock, Numbers numbers, People people, MediaStore media, Webhooks webhooks) {
    return new Inbound(
        new Customers(clock, people, media, webhooks),
        new NameChanges(clock, numbers, people, webhooks),
        new PhoneCalls(clock, people, webhooks),
        new BusinessApp(people, media, webhooks));
  }
}
