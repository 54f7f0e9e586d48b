package io.sallyport.twin.kommo;

import io.sallyport.twin.kommo.chats.Account;
import io.sallyport.twin.kommo.chats.Channel;
import java.time.Duration;
import java.util.List;

/** The channel and the two accounts of the dev mode. All ids and secrets are invented. */
public final class KommoSeed {
  public static final Channel CHANNEL =
      new Channel(
          "8a3c1f52-6d0e-4b7a-9c44-2f10b5d7e901",
          "0c4f8b1d2e6a7395c8d0e1f2a3b4c5d6e7f80912",
          "Sallyport",
          "b1d0c7e4-5f36-4a28-8e19-73c2a4f0d655",
          null);

  /** Of the number 15550783881. */
  public static final Account NORTH =
      new Account(
          "5d2e9a70-41c8-4f3b-b6a1-90e7c3d8f204",
          30_000_001L,
          "north",
          "kommo-token-north",
          "15550783881",
          "c6f7a812-0b4d-4e95-a3d7-1e58f92b6c30",
          "Mila");

  /** Of the number 15550783882. */
  public static final Account SOUTH =
      new Account(
          "e47b03d1-98af-4c62-8d5e-6b1fa27c09e3",
          30_000_002L,
          "south",
          "kommo-token-south",
          "15550783882",
          "2f91d6b8-7c03-4a5e-9e84-d50c3b17fa62",
          "Omar");

  private KommoSeed() {}

  public static KommoOptions options() {
    return new KommoOptions(0, List.of(CHANNEL), List.of(NORTH, SOUTH), Duration.ofSeconds(5));
  }
}
