package io.sallyport.connector.kommo;

import java.net.Inet4Address;
import java.net.InetAddress;

/** Addresses that anybody may have, as opposed to those inside a network of ours. */
final class PublicAddress {

  private PublicAddress() {}

  /** Whether an address is one (RFC 6890); what leads to an IPv4 address in disguise is none. */
  static boolean is(InetAddress address) {
    boolean isSpecial =
        address.isAnyLocalAddress()
            || address.isLoopbackAddress()
            || address.isLinkLocalAddress()
            || address.isSiteLocalAddress()
            || address.isMulticastAddress();
    if (isSpecial) {
      return false;
    }
    byte[] bytes = address.getAddress();
    int first = bytes[0] & 0xff;
    int second = bytes[1] & 0xff;
    return address instanceof Inet4Address ? isPublic(first, second, bytes[2]) : isPublic(bytes);
  }

  private static boolean isPublic(int first, int second, byte third) {
    return switch (first) {
      case 0 -> false;
      // Shared by carriers.
      case 100 -> second < 64 || second > 127;
      case 192 -> second != 0 || (third != 0 && third != 2);
      // Benchmarks, documentation.
      case 198 -> second != 18 && second != 19 && second != 51;
      case 203 -> second != 0 || third != 113;
      default -> first < 224;
    };
  }

  /** 2000::/3 without 6to4, Teredo and documentation. */
  private static boolean isPublic(byte... bytes) {
    int first = (bytes[0] & 0xff) << 8 | (bytes[1] & 0xff);
    int second = (bytes[2] & 0xff) << 8 | (bytes[3] & 0xff);
    boolean isGlobal = first >> 13 == 1;
    boolean isSpecial = first == 0x2002 || (first == 0x2001 && (second == 0 || second == 0xdb8));
    return isGlobal && !isSpecial;
  }
}
