package org.dietsnn.application.family;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.dietsnn.application.format.FileTensors;
import org.dietsnn.application.format.NameMapping;
import org.dietsnn.domain.architecture.Architecture;
import org.dietsnn.domain.network.Shape;

/**
 * The wide ResNets of DIET-SNN with the names of the authors' code: {@code pre_process.0}, {@code
 * layer1.0.residual.0}, {@code layer2.0.identity.0}, {@code classifier.0}, and in the spiking
 * network {@code threshold.t0}, {@code leak.l0}.
 */
final class WideResNetFamily {
  private static final int STAGES = 4;
  private static final int FIRST_WIDTH = 64;

  /** Four halvings of the image: one pooling, three strides. */
  private static final int REDUCTION = 16;

  private WideResNetFamily() {}

  static Optional<RecognisedNetwork> recognise(FileTensors tensors, Optional<Shape> input) {
    Optional<Integer> width = tensors.dimension("pre_process.0.weight", 0);
    Optional<Integer> channels = tensors.dimension("pre_process.0.weight", 1);
    Optional<Integer> classes = tensors.dimension("classifier.0.weight", 0);
    Optional<Integer> features = tensors.dimension("classifier.0.weight", 1);
    List<Integer> blocks =
        IntStream.rangeClosed(1, STAGES)
            .mapToObj(s -> Blocks.count(tensors, "layer" + s, "residual.0.weight"))
            .toList();
    Optional<String> net =
        Architecture.wideResNets().entrySet().stream()
            .filter(known -> known.getValue().equals(blocks))
            .map(Map.Entry::getKey)
            .findFirst();
    if (net.isEmpty()
        || width.isEmpty()
        || channels.isEmpty()
        || classes.isEmpty()
        || features.isEmpty()) {
      return Optional.empty();
    }
    int lastWidth = width.get() << (STAGES - 1);
    int side = REDUCTION * (int) Math.round(Math.sqrt((double) features.get() / lastWidth));
    if (side < 1) {
      return Optional.empty();
    }
    boolean spiking = tensors.has("threshold.t0");
    Architecture architecture =
        new Architecture(
            net.get().replace("RESNET", "ResNet"),
            List.of(),
            (double) width.get() / FIRST_WIDTH,
            input.orElse(new Shape(channels.get(), side, side)),
            classes.get(),
            3,
            tensors.has("classifier.0.bias"));
    String reason =
        String.format(
            Locale.ROOT,
            "%s of DIET-SNN%s, width factor %s, for images of %s in %d classes: told by the names"
                + " pre_process.0, layer1.0.residual.0, classifier.0 and %s blocks",
            architecture.net(),
            spiking ? " with thresholds and leaks" : "",
            architecture.width(),
            architecture.input(),
            architecture.classes(),
            blocks);
    return Optional.of(
        new RecognisedNetwork(
            architecture,
            NameMapping.none(),
            PublishedNormalisation.ofDietSnn(channels.get(), classes.get()),
            spiking,
            reason));
  }
}
