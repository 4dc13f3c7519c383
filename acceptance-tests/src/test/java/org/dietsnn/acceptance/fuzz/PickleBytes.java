package org.dietsnn.acceptance.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Writes pickles of protocol 2 opcode by opcode, as Python's pickletools describes them. */
final class PickleBytes {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  PickleBytes() {
    op(0x80, 2);
  }

  PickleBytes op(int... opcodes) {
    for (int opcode : opcodes) {
      bytes.write(opcode);
    }
    return this;
  }

  PickleBytes text(String text) {
    byte[] utf = text.getBytes(UTF_8);
    op('X');
    bytes.writeBytes(
        ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(utf.length).array());
    bytes.writeBytes(utf);
    return this;
  }

  PickleBytes global(String module, String name) {
    op('c');
    bytes.writeBytes((module + "\n" + name + "\n").getBytes(UTF_8));
    return this;
  }

  /**
   * A float32 tensor of two rows in row-major order.
   *
   * @param old whether its storage is described as before PyTorch 1.6
   */
  PickleBytes tensor(String storage, int columns, boolean old) {
    global("torch._utils", "_rebuild_tensor_v2").op('(', '(');
    text("storage").global("torch", "FloatStorage").text(storage).text("cpu").op('K', 2 * columns);
    if (old) {
      op('N');
    }
    op('t', 'Q', 'K', 0);
    op('K', 2, 'K', columns, 0x86);
    op('K', columns, 'K', 1, 0x86);
    return op(0x89).global("collections", "OrderedDict").op(')', 'R', 't', 'R');
  }

  byte[] end() {
    return op('.').bytes.toByteArray();
  }
}
