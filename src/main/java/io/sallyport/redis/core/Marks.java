package io.sallyport.redis.core;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.zip.CRC32;

/** A message's name within one contact's record: short, because records are many. */
public final class Marks {

  private Marks() {}

  public static String of(String wamid) {
    CRC32 crc = new CRC32();
    crc.update(wamid.getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().toHexDigits((int) crc.getValue());
  }
}
