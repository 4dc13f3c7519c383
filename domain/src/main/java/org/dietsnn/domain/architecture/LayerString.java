package org.dietsnn.domain.architecture;

import java.util.ArrayList;
import java.util.List;

/**
 * The parsed form of a layer string such as {@code 32 A 64 64 A}.
 *
 * @param convolutions channels and preceding pooling of each convolution
 * @param endsPooled whether the last word is {@code A}
 */
record LayerString(List<Layer> convolutions, boolean endsPooled) {

  /** One convolution of {@code channels} channels that reads pooled spikes or not. */
  record Layer(int channels, boolean pooledInput) {}

  static LayerString parse(String text, String knownNames) {
    List<Layer> layers = new ArrayList<>();
    boolean pooled = false;
    for (String word : text.strip().split("[\\s,]+")) {
      if (word.equals("A")) {
        if (pooled) {
          throw new IllegalArgumentException(
              "layer string \"%s\" pools twice in a row; put a convolution between"
                  .formatted(text));
        }
        pooled = true;
      } else if (word.matches("[1-9][0-9]{0,5}")) {
        layers.add(new Layer(Integer.parseInt(word), pooled));
        pooled = false;
      } else {
        throw new IllegalArgumentException(
            "net \"%s\": \"%s\" is neither a channel count nor A (average pooling), and the whole is none of %s"
                .formatted(text, word, knownNames));
      }
    }
    if (layers.isEmpty()) {
      throw new IllegalArgumentException(
          "layer string \"%s\" has no convolution; write channel counts such as \"32 A 64 64 A\""
              .formatted(text));
    }
    return new LayerString(layers, pooled);
  }
}
