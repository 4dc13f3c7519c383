package org.dietsnn.data.number;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HalfPrecisionTest {
  @Test
  void halvesAreSignTimesPowerTimesFraction() {
    for (int bits = 0; bits < 1 << 16; bits++) {
      int sign = bits >> 15 == 1 ? -1 : 1;
      int exponent = bits >> 10 & 31;
      double fraction = (bits & 1023) / 1024.0;
      float found = HalfPrecision.half((short) bits);
      if (exponent == 31) {
        boolean infinite = fraction == 0 && found == sign * Float.POSITIVE_INFINITY;
        assertThat(infinite || (fraction != 0 && Float.isNaN(found))).as("bits %x", bits).isTrue();
      } else {
        double expected =
            exponent == 0
                ? sign * Math.pow(2, -14) * fraction
                : sign * Math.pow(2, exponent - 15) * (1 + fraction);
        assertThat((double) found).as("bits %x", bits).isEqualTo(expected);
      }
    }
  }

  @Test
  void bfloat16IsTheUpperHalfOfAFloat() {
    assertThat(HalfPrecision.bfloat16((short) 0x3F80)).isEqualTo(1f);
    assertThat(HalfPrecision.bfloat16((short) 0xC060)).isEqualTo(-3.5f);
    assertThat(HalfPrecision.bfloat16((short) 0x0001)).isEqualTo(Float.intBitsToFloat(1 << 16));
  }
}
