package org.dietsnn.data.pytorch;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/**
 * Interprets one pickle of protocol 2 to 5 (Python's pickletools describes the opcodes). Values are
 * null, Boolean, Long, BigInteger, Double, String, {@code List}, {@code Map}, {@link Tuple}, {@link
 * PickleGlobal}, and what {@link TorchGlobals} makes. Nothing is executed and no class is looked
 * up. Used once.
 */
final class PickleReader {
  /** Far more than a checkpoint of 10,000 tensors needs; an object takes about 100 bytes. */
  private static final int MOST_OPERATIONS = 1_000_000;

  private static final int MOST_TEXT = 1 << 24;
  private static final int MOST_NAME = 256;
  private static final int LONGEST_INTEGER = 64;

  private final ByteCursor bytes;
  private final Function<Object, Object> persistent;
  private final List<Object> stack = new ArrayList<>();
  private final List<Integer> marks = new ArrayList<>();
  private final Map<Long, Object> memo = new HashMap<>();
  private long textLeft = MOST_TEXT;

  /**
   * A reader.
   *
   * @param bytes stands at the first byte of the pickle; after {@link #read} behind its last
   * @param persistent makes something of the identity of an object outside the pickle
   */
  PickleReader(ByteCursor bytes, Function<Object, Object> persistent) {
    this.bytes = bytes;
    this.persistent = persistent;
  }

  /**
   * The object in the pickle.
   *
   * @throws IllegalArgumentException saying what in it cannot be or is refused
   * @throws java.io.EOFException if it ends too early
   */
  Object read() throws IOException {
    for (int operation = 0; operation < MOST_OPERATIONS; operation++) {
      int opcode = bytes.next();
      if (opcode == '.') {
        Object result = pop();
        if (!stack.isEmpty() || !marks.isEmpty()) {
          throw new IllegalArgumentException("its pickle ends with objects left over");
        }
        return result;
      }
      if (!constant(opcode) && !container(opcode) && !memory(opcode) && !object(opcode)) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT, "its pickle has opcode 0x%02x, which is not supported here", opcode));
      }
    }
    throw new IllegalArgumentException(
        "its pickle takes more than " + MOST_OPERATIONS + " operations");
  }

  private boolean constant(int opcode) throws IOException {
    switch (opcode) {
      case 'N' -> stack.add(null);
      case 0x88 -> stack.add(true);
      case 0x89 -> stack.add(false);
      case 'J' -> stack.add((long) (int) bytes.littleEndian(4));
      case 'K' -> stack.add(bytes.littleEndian(1));
      case 'M' -> stack.add(bytes.littleEndian(2));
      case 0x8a -> stack.add(integer(bytes.littleEndian(1)));
      case 0x8b -> stack.add(integer(bytes.littleEndian(4)));
      case 'G' -> stack.add(bytes.bigEndianDouble());
      case 'X' -> stack.add(new String(text(bytes.littleEndian(4)), UTF_8));
      case 0x8c -> stack.add(new String(text(bytes.littleEndian(1)), UTF_8));
      case 0x8d -> stack.add(new String(text(bytes.littleEndian(8)), UTF_8));
      case 'T', 'B' -> stack.add(new String(text(bytes.littleEndian(4)), ISO_8859_1));
      case 'U', 'C' -> stack.add(new String(text(bytes.littleEndian(1)), ISO_8859_1));
      case 0x8e -> stack.add(new String(text(bytes.littleEndian(8)), ISO_8859_1));
      default -> {
        return false;
      }
    }
    return true;
  }

  private boolean container(int opcode) {
    switch (opcode) {
      case '(' -> marks.add(stack.size());
      case ']' -> stack.add(new ArrayList<>());
      case '}' -> stack.add(new LinkedHashMap<>());
      case ')' -> stack.add(new Tuple(List.of()));
      case 'l' -> stack.add(popToMark());
      case 't' -> stack.add(new Tuple(popToMark()));
      case 0x85, 0x86, 0x87 -> stack.add(new Tuple(pop(opcode - 0x84)));
      case 'd' -> stack.add(putAll(new LinkedHashMap<>(), popToMark()));
      case 'a' -> addAll(pop(1));
      case 'e' -> addAll(popToMark());
      case 's' -> setItems(pop(2));
      case 'u' -> setItems(popToMark());
      case '0' -> drop();
      case '1' -> popToMark();
      case '2' -> stack.add(top());
      default -> {
        return false;
      }
    }
    return true;
  }

  private boolean memory(int opcode) throws IOException {
    switch (opcode) {
      case 'q' -> memo.put(bytes.littleEndian(1), top());
      case 'r' -> memo.put(bytes.littleEndian(4), top());
      case 0x94 -> memo.put((long) memo.size(), top());
      case 'h' -> stack.add(recall(bytes.littleEndian(1)));
      case 'j' -> stack.add(recall(bytes.littleEndian(4)));
      case 0x80 -> protocol((int) bytes.littleEndian(1));
      case 0x95 -> bytes.littleEndian(8);
      default -> {
        return false;
      }
    }
    return true;
  }

  private boolean object(int opcode) throws IOException {
    switch (opcode) {
      case 'c' -> {
        String module = bytes.line(MOST_NAME);
        stack.add(TorchGlobals.named(module + "." + bytes.line(MOST_NAME)));
      }
      case 0x93 -> {
        List<Object> names = pop(2);
        stack.add(TorchGlobals.named(names.get(0) + "." + names.get(1)));
      }
      case 'R', 0x81 -> {
        List<Object> call = pop(2);
        stack.add(TorchGlobals.call(call.get(0), call.get(1)));
      }
      case 'b' -> {
        Object state = pop();
        TorchGlobals.requireAttributesOfDictionary(top(), state);
      }
      case 'Q' -> stack.add(persistent.apply(pop()));
      default -> {
        return false;
      }
    }
    return true;
  }

  private static void protocol(int found) {
    if (found < 2 || found > 5) {
      throw new IllegalArgumentException(
          "its pickle has protocol " + found + ", protocols 2 to 5 are read");
    }
  }

  private Object integer(long length) throws IOException {
    if (length < 0 || length > LONGEST_INTEGER) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "an integer in it has %d bytes, expected at most %d",
              length,
              LONGEST_INTEGER));
    }
    byte[] littleEndian = bytes.take(length);
    byte[] bigEndian = new byte[littleEndian.length + 1];
    for (int i = 0; i < littleEndian.length; i++) {
      bigEndian[bigEndian.length - 1 - i] = littleEndian[i];
    }
    bigEndian[0] = (byte) (littleEndian.length > 0 && bigEndian[1] < 0 ? -1 : 0);
    BigInteger value = new BigInteger(bigEndian);
    if (value.bitLength() < Long.SIZE) {
      return value.longValue();
    }
    return value;
  }

  private byte[] text(long length) throws IOException {
    if (length < 0 || length > textLeft) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "a text in it has %s bytes, and all texts together may have %d",
              Long.toUnsignedString(length),
              MOST_TEXT));
    }
    textLeft -= length;
    return bytes.take(length);
  }

  private Object recall(long key) {
    if (!memo.containsKey(key)) {
      throw new IllegalArgumentException("its pickle recalls an object that it never memorised");
    }
    return memo.get(key);
  }

  private Object top() {
    requireAboveMark(1);
    return stack.get(stack.size() - 1);
  }

  private Object pop() {
    requireAboveMark(1);
    return stack.remove(stack.size() - 1);
  }

  private List<Object> pop(int count) {
    requireAboveMark(count);
    List<Object> top = stack.subList(stack.size() - count, stack.size());
    List<Object> popped = new ArrayList<>(top);
    top.clear();
    return popped;
  }

  private void drop() {
    boolean onMark = !marks.isEmpty() && marks.get(marks.size() - 1) == stack.size();
    if (onMark) {
      marks.remove(marks.size() - 1);
    } else {
      pop();
    }
  }

  private List<Object> popToMark() {
    if (marks.isEmpty()) {
      throw new IllegalArgumentException("its pickle closes a list that it never opened");
    }
    List<Object> popped = pop(stack.size() - marks.get(marks.size() - 1));
    marks.remove(marks.size() - 1);
    return popped;
  }

  private void requireAboveMark(int count) {
    int floor = marks.isEmpty() ? 0 : marks.get(marks.size() - 1);
    if (stack.size() - floor < count) {
      throw new IllegalArgumentException("its pickle uses an object that is not there");
    }
  }

  private void addAll(List<Object> items) {
    if (!(top() instanceof ArrayList<?>)) {
      throw new IllegalArgumentException("its pickle appends to what is no list");
    }
    @SuppressWarnings("unchecked")
    List<Object> list = (List<Object>) top();
    list.addAll(items);
  }

  private void setItems(List<Object> pairs) {
    if (!(top() instanceof LinkedHashMap<?, ?>)) {
      throw new IllegalArgumentException("its pickle puts items into what is no dictionary");
    }
    @SuppressWarnings("unchecked")
    Map<Object, Object> map = (Map<Object, Object>) top();
    putAll(map, pairs);
  }

  private static Map<Object, Object> putAll(Map<Object, Object> map, List<Object> pairs) {
    if (pairs.size() % 2 != 0) {
      throw new IllegalArgumentException("a dictionary in it has a key without a value");
    }
    for (int i = 0; i < pairs.size(); i += 2) {
      Object key = pairs.get(i);
      if (!(key instanceof String || key instanceof Long || key instanceof Boolean)) {
        throw new IllegalArgumentException(
            "a dictionary in it has a key that is neither a text nor a whole number");
      }
      map.put(key, pairs.get(i + 1));
    }
    return map;
  }
}
