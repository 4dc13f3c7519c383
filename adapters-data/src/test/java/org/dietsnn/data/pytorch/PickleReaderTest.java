package org.dietsnn.data.pytorch;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pickles written out by hand, opcode by opcode. */
class PickleReaderTest {
  @Test
  void readsConstantsAndContainers() throws IOException {
    assertThat(read("\u0080\u0002}(X\u0001\0\0\0aK\u0007X\u0001\0\0\0b](N\u0088eu."))
        .isEqualTo(Map.of("a", 7L, "b", Arrays.asList(null, true)));
    assertThat(read("\u0080\u0002J\u00ff\u00ff\u00ff\u00ff.")).isEqualTo(-1L);
    assertThat(read("\u0080\u0002\u008a\u0002\u0000\u0080.")).isEqualTo(-32768L);
    assertThat(read("\u0080\u0002\u008a\u0000.")).isEqualTo(0L);
    assertThat(read("\u0080\u0002G?\u00f8\0\0\0\0\0\0.")).isEqualTo(1.5);
    assertThat(read("\u0080\u0004\u008c\u0002hi\u0094h\0\u0086."))
        .isEqualTo(new Tuple(List.of("hi", "hi")));
  }

  @Test
  void keepsIntegersOfAnySizeThatIsSensible() throws IOException {
    String bytes = "\u0001".repeat(9);
    assertThat(read("\u0080\u0002\u008a\u0009" + bytes + "."))
        .isEqualTo(new BigInteger("010101010101010101", 16));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "posix.system",
        "builtins.eval",
        "builtins.getattr",
        "os.execv",
        "torch.load",
        "torch._utils._import_dotted_name",
        "torch.storage._load_from_bytes",
        "collections.OrderedDict.__init__",
        "torch.FloatStorage.from_file",
        "numpy.core.multiarray._reconstruct"
      })
  void refusesEveryOtherNameInBothWaysOfWritingIt(String name) {
    int dot = name.lastIndexOf('.');
    String module = name.substring(0, dot);
    String member = name.substring(dot + 1);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> read("\u0080\u0002c" + module + "\n" + member + "\n."))
        .withMessageContaining(name)
        .withMessageContaining("refused");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> read("\u0080\u0004" + shortText(module) + shortText(member) + "\u0093."))
        .withMessageContaining(name);
  }

  @ParameterizedTest
  @CsvSource({
    "a list of a billion billion bytes, X\u00ff\u00ff\u00ff\u007f.",
    "a text of 2^63 bytes, \u008d\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff.",
    "an integer of 2 GB, \u008b\u00ff\u00ff\u00ff\u007f.",
    "a negative length, \u008b\u00ff\u00ff\u00ff\u00ff.",
    "an append to a number, K\u0001K\u0002a.",
    "items for a list, ]K\u0001K\u0002s.",
    "an unknown memory, h\u0007.",
    "a mark that was never set, t.",
    "a dictionary as a key, }}K\u0001s.",
    "a call of a number, K\u0001)R.",
    "a state for a list, ]}b.",
    "a reduction reaching below a mark, K\u0001(a.",
    "old text opcodes, I1.",
    "an extension, \u0082\u0001.",
    "leftovers, K\u0001K\u0002.",
  })
  void refusesWhatCannotBe(String what, String pickle) {
    assertThatIllegalArgumentException().as(what).isThrownBy(() -> read("\u0080\u0002" + pickle));
  }

  @Test
  void saysWhenAPickleEndsTooEarly() {
    assertThatThrownBy(() -> read("\u0080\u0002}(X\u0004\0\0\0ab"))
        .isInstanceOf(EOFException.class);
    assertThatThrownBy(() -> read("")).isInstanceOf(EOFException.class);
  }

  @Test
  void givesUpOnAPickleThatDoesTooMuch() {
    String endless = "\u0080\u0002" + "]0".repeat(600_000) + "N.";

    assertThatIllegalArgumentException()
        .isThrownBy(() -> read(endless))
        .withMessageContaining("operations");
  }

  @Test
  void endsInAValueOrARefusalWhateverTheBytes() {
    Random random = new Random(1);
    byte[] opcodes =
        "(]}).NKMJGXTUBCcRQbtlduaesqrh012\u0080\u0085\u0086\u0087\u0088\u008a\u0094"
            .getBytes(ISO_8859_1);
    for (int round = 0; round < 20_000; round++) {
      byte[] bytes = new byte[random.nextInt(60)];
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] =
            random.nextInt(4) == 0
                ? (byte) random.nextInt(256)
                : opcodes[random.nextInt(opcodes.length)];
      }
      try {
        read(new String(bytes, ISO_8859_1));
      } catch (IllegalArgumentException | IOException e) {
        assertThat(e.getMessage()).isNotBlank();
      }
    }
  }

  private static String shortText(String text) {
    return "\u008c" + (char) text.length() + text;
  }

  private static Object read(String pickle) throws IOException {
    byte[] bytes = pickle.getBytes(ISO_8859_1);
    return new PickleReader(
            new ByteCursor(new ByteArrayInputStream(bytes), bytes.length), new Storages())
        .read();
  }
}
