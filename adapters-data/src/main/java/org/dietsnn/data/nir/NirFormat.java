package org.dietsnn.data.nir;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.dietsnn.application.failure.FailureException;
import org.dietsnn.application.failure.FailureKind;
import org.dietsnn.application.format.FileContent;
import org.dietsnn.application.format.FileDescription;
import org.dietsnn.application.format.TensorDescription;
import org.dietsnn.application.port.out.ModelFormat;
import org.dietsnn.domain.image.Normalisation;

/** Reads NIR graphs, those of this program and those of others. */
public final class NirFormat implements ModelFormat {
  /** With which every HDF5 file begins. */
  private static final byte[] HDF5 = {(byte) 0x89, 'H', 'D', 'F', '\r', '\n', 0x1a, '\n'};

  @Override
  public String name() {
    return "nir";
  }

  @Override
  public boolean recognises(Path file) {
    try (InputStream stream = Files.newInputStream(file)) {
      return Arrays.equals(HDF5, stream.readNBytes(HDF5.length));
    } catch (IOException e) {
      throw new FailureException(
          FailureKind.INPUT_OUTPUT,
          "cannot read %s: %s; check its permissions".formatted(file, e),
          e);
    }
  }

  @Override
  public FileDescription describe(Path path) {
    NirFile file = new NirFile(path);
    NirGraph graph = NirReader.read(file);
    NirToNetwork.Result result = NirToNetwork.of(file, graph);
    List<TensorDescription> tensors = new ArrayList<>();
    result
        .parameters()
        .values()
        .forEach(
            (name, tensor) ->
                tensors.add(
                    new TensorDescription(
                        name,
                        tensor.precision().name().toLowerCase(Locale.ROOT),
                        Arrays.stream(tensor.shape()).mapToObj(Long::valueOf).toList())));
    return new FileDescription(
        name(),
        "a NIR graph of %d nodes and %d edges"
            .formatted(graph.nodes().size(), graph.edges().size()),
        Map.of("", tensors),
        Optional.of(result.network()),
        facts(graph));
  }

  @Override
  public FileContent read(Path path, String part) {
    if (!part.isEmpty()) {
      throw new FailureException(
          FailureKind.USAGE,
          "%s is a NIR graph and has no part \"%s\"; leave the part out".formatted(path, part));
    }
    NirFile file = new NirFile(path);
    NirGraph graph = NirReader.read(file);
    NirToNetwork.Result result = NirToNetwork.of(file, graph);
    try {
      return new FileContent.WholeNetwork(
          result.network(),
          result.parameters(),
          timeSteps(graph.metadata()),
          normalisation(graph.metadata()),
          graph.metadata().texts(NirLayout.META_CLASSES),
          facts(graph));
    } catch (IllegalArgumentException e) {
      throw file.damaged(e.getMessage(), e);
    }
  }

  private static OptionalInt timeSteps(NirMetadata metadata) {
    OptionalDouble steps = metadata.number(NirLayout.META_TIME_STEPS);
    return steps.isPresent() && steps.getAsDouble() >= 1
        ? OptionalInt.of((int) steps.getAsDouble())
        : OptionalInt.empty();
  }

  private static Optional<Normalisation> normalisation(NirMetadata metadata) {
    List<Double> means = metadata.numbers(NirLayout.META_MEANS);
    return means.isEmpty()
        ? Optional.empty()
        : Optional.of(new Normalisation(means, metadata.numbers(NirLayout.META_DEVIATIONS)));
  }

  private static Map<String, String> facts(NirGraph graph) {
    NirMetadata metadata = graph.metadata();
    NirTime time = NirTime.of(graph);
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("NIR version", graph.version());
    metadata.text(NirLayout.META_GENERATOR).ifPresent(by -> facts.put("written by", by));
    facts.put(
        "time step",
        time.dt() + " s" + (time.stated() ? "" : ", assumed because the file states none"));
    facts.put("reset", metadata.text(NirLayout.META_RESET).orElse("hard, as NIR defines it"));
    facts.put(
        "encoding",
        metadata
            .text(NirLayout.META_ENCODING)
            .orElse("not told; the pixels are taken as the same current at every step"));
    facts.put(
        "readout",
        metadata
            .text(NirLayout.META_READOUT)
            .orElse("not told; outputs are added up over the time steps"));
    return facts;
  }
}
