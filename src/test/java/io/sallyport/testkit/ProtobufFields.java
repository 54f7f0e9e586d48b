package io.sallyport.testkit;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A protobuf message without its schema: numbered fields, of which only what is counted is read.
 */
public record ProtobufFields(List<Field> all) {

  /** One of them; {@code bytes} of a number are none. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record Field(int number, long value, byte[] bytes) {}

  public static ProtobufFields of(byte[] message) {
    ByteBuffer in = ByteBuffer.wrap(message).order(ByteOrder.LITTLE_ENDIAN);
    List<Field> all = new ArrayList<>();
    while (in.hasRemaining()) {
      long tag = varint(in);
      int number = (int) (tag >>> 3);
      all.add(
          switch ((int) (tag & 7)) {
            case 0 -> new Field(number, varint(in), new byte[0]);
            case 1 -> new Field(number, in.getLong(), new byte[0]);
            case 2 -> new Field(number, 0, bytes(in));
            case 5 -> new Field(number, in.getInt(), new byte[0]);
            default -> throw new IllegalArgumentException("no such wire type: " + tag);
          });
    }
    return new ProtobufFields(all);
  }

  private static long varint(ByteBuffer in) {
    long value = 0;
    for (int shift = 0; ; shift += 7) {
      byte next = in.get();
      value |= (long) (next & 0x7f) << shift;
      if (next >= 0) {
        return value;
      }
    }
  }

  private static byte[] bytes(ByteBuffer in) {
    byte[] bytes = new byte[(int) varint(in)];
    in.get(bytes);
    return bytes;
  }

  public List<ProtobufFields> messages(int number) {
    return all.stream()
        .filter(field -> field.number() == number)
        .map(field -> of(field.bytes()))
        .toList();
  }

  /** Empty when it is not there. */
  public byte[] bytes(int number) {
    return all.stream()
        .filter(field -> field.number() == number)
        .map(Field::bytes)
        .findFirst()
        .orElse(new byte[0]);
  }

  public String text(int number) {
    return new String(bytes(number), StandardCharsets.UTF_8);
  }

  public long value(int number) {
    return all.stream()
        .filter(field -> field.number() == number)
        .mapToLong(Field::value)
        .findFirst()
        .orElse(0);
  }
}
