package org.dietsnn.application.family;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.dietsnn.application.format.FileTensors;
import org.dietsnn.application.format.NameMapping;
import org.dietsnn.domain.architecture.Architecture;
import org.dietsnn.domain.network.ParameterSpec;
import org.dietsnn.domain.network.Shape;

/**
 * The VGGs of DIET-SNN with the names of the authors' code: {@code features.0}, {@code features.3},
 * ..., {@code classifier.0}, {@code classifier.3}, ..., and in the spiking network {@code
 * threshold.t0}, {@code leak.l0}. Neither names nor shapes tell where a VGG pools; that follows
 * from its list of channels, which no two of them share, up to a common factor.
 */
final class VggFamily {
  private static final int MODULES_PER_LAYER = 3;

  /** Of the authors' ann.py; beside the VGGs that have a name here. */
  private static final String VGG4 = "64 A 128 A";

  private final FileTensors tensors;
  private final List<Integer> channels;
  private final List<Integer> units;
  private final int inputChannels;
  private final int kernel;
  private final int flattened;

  private VggFamily(FileTensors tensors) {
    this.tensors = tensors;
    this.channels = outputs("features.");
    this.units = outputs("classifier.");
    this.inputChannels = tensors.dimension("features.0.weight", 1).orElse(0);
    this.kernel = tensors.dimension("features.0.weight", 2).orElse(0);
    this.flattened = tensors.dimension("classifier.0.weight", 1).orElse(0);
  }

  static Optional<RecognisedNetwork> recognise(FileTensors tensors, Optional<Shape> input) {
    VggFamily family = new VggFamily(tensors);
    boolean complete =
        !family.channels.isEmpty()
            && !family.units.isEmpty()
            && family.inputChannels > 0
            && family.kernel % 2 == 1
            && family.flattened > 0;
    return complete ? family.recognise(input) : Optional.empty();
  }

  private Optional<RecognisedNetwork> recognise(Optional<Shape> input) {
    Map<String, String> known = new LinkedHashMap<>(Architecture.vggs());
    known.put(VGG4, VGG4);
    for (Map.Entry<String, String> vgg : known.entrySet()) {
      Optional<String> scaled = scaled(vgg.getValue());
      if (scaled.isPresent()) {
        String net = scaled.get().equals(vgg.getValue()) ? vgg.getKey() : scaled.get();
        Optional<RecognisedNetwork> fitting = fitting(net, input);
        if (fitting.isPresent()) {
          return fitting;
        }
      }
    }
    return Optional.empty();
  }

  /** The layer string with the channels of the file, if they are its channels times one factor. */
  private Optional<String> scaled(String layers) {
    StringBuilder text = new StringBuilder();
    int at = 0;
    int firstPublished = 0;
    for (String word : layers.split(" ")) {
      if (!word.equals("A")) {
        if (at == channels.size()) {
          return Optional.empty();
        }
        int published = Integer.parseInt(word);
        firstPublished = at == 0 ? published : firstPublished;
        if ((long) published * channels.get(0) != (long) channels.get(at) * firstPublished) {
          return Optional.empty();
        }
        word = channels.get(at).toString();
        at++;
      }
      text.append(text.isEmpty() ? "" : " ").append(word);
    }
    return at == channels.size() ? Optional.of(text.toString()) : Optional.empty();
  }

  private Optional<RecognisedNetwork> fitting(String net, Optional<Shape> input) {
    for (Shape shape : input.map(List::of).orElseGet(this::squares)) {
      Architecture architecture =
          new Architecture(
              net,
              units.subList(0, units.size() - 1),
              1,
              shape,
              units.get(units.size() - 1),
              kernel,
              tensors.has("features.0.bias"));
      if (firstDenseFits(architecture)) {
        return Optional.of(recognised(architecture));
      }
    }
    return Optional.empty();
  }

  /** Images whose last feature maps can have as many pixels as the first dense layer reads. */
  private List<Shape> squares() {
    int last = channels.get(channels.size() - 1);
    int side = (int) Math.round(Math.sqrt((double) flattened / last));
    List<Shape> shapes = new ArrayList<>();
    for (int halvings = 0; halvings <= channels.size(); halvings++) {
      long image = (long) side << halvings;
      if (image >= 1 && image <= Short.MAX_VALUE) {
        shapes.add(new Shape(inputChannels, (int) image, (int) image));
      }
    }
    return shapes;
  }

  private boolean firstDenseFits(Architecture architecture) {
    try {
      return architecture.build().parameterSpecs().stream()
          .filter(spec -> spec.name().equals("classifier.0.weight"))
          .map(ParameterSpec::shape)
          .anyMatch(shape -> shape.get(1) == flattened);
    } catch (IllegalArgumentException | ArithmeticException e) {
      // So small an image cannot be pooled so often.
      return false;
    }
  }

  private RecognisedNetwork recognised(Architecture architecture) {
    boolean spiking = tensors.has("threshold.t0");
    String reason =
        String.format(
            Locale.ROOT,
            "%s of DIET-SNN%s, dense layers %s, for images of %s in %d classes: told by the names"
                + " features.0, classifier.0 and the channels %s",
            architecture.net(),
            spiking ? " with thresholds and leaks" : "",
            architecture.dense(),
            architecture.input(),
            architecture.classes(),
            channels);
    return new RecognisedNetwork(
        architecture,
        NameMapping.none(),
        PublishedNormalisation.ofDietSnn(inputChannels, architecture.classes()),
        spiking,
        reason);
  }

  private List<Integer> outputs(String prefix) {
    List<Integer> outputs = new ArrayList<>();
    for (int module = 0; tensors.has(prefix + module + ".weight"); module += MODULES_PER_LAYER) {
      outputs.add(tensors.dimension(prefix + module + ".weight", 0).orElse(0));
    }
    return outputs.contains(0) ? List.of() : outputs;
  }
}
