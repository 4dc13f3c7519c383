package org.dietsnn.dl4j;

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
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.zip.ZipFile;
import org.dietsnn.application.failure.FailureException;
import org.dietsnn.application.failure.FailureKind;
import org.dietsnn.application.format.FileContent;
import org.dietsnn.application.format.FileDescription;
import org.dietsnn.application.format.TensorDescription;
import org.dietsnn.application.port.out.ModelFormat;
import org.dietsnn.domain.network.Shape;

/** Reads what ModelSerializer of DeepLearning4J 1.0.0 writes. */
public final class Dl4jFormat implements ModelFormat {
  private static final byte[] ZIP = {'P', 'K', 3, 4};

  @Override
  public String name() {
    return "dl4j";
  }

  @Override
  public boolean recognises(Path file) {
    try (InputStream stream = Files.newInputStream(file)) {
      if (!Arrays.equals(ZIP, stream.readNBytes(ZIP.length))) {
        return false;
      }
    } catch (IOException e) {
      throw new FailureException(
          FailureKind.INPUT_OUTPUT,
          "cannot read %s: %s; check its permissions".formatted(file, e),
          e);
    }
    try (ZipFile zip = new ZipFile(file.toFile())) {
      return ModelArchive.recognises(zip);
    } catch (IOException | IllegalArgumentException e) {
      return false;
    }
  }

  @Override
  public FileDescription describe(Path path) {
    Dl4jFile file = new Dl4jFile(path);
    Model model = model(file, ImageSize.Choice::likely);
    List<TensorDescription> tensors = new ArrayList<>();
    model
        .result()
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
        "a model of DeepLearning4J, shown with batch normalisation folded",
        Map.of("", tensors),
        Optional.of(model.result().network()),
        model.facts());
  }

  @Override
  public FileContent read(Path path, String part) {
    return read(path, part, Optional.empty());
  }

  @Override
  public FileContent read(Path path, String part, Optional<Shape> input) {
    if (!part.isEmpty()) {
      throw new FailureException(
          FailureKind.USAGE,
          "%s is one model and has no part \"%s\"; leave the part out".formatted(path, part));
    }
    Model model = model(new Dl4jFile(path), choice -> chosen(path, choice, input));
    return new FileContent.WholeNetwork(
        model.result().network(),
        model.result().parameters(),
        OptionalInt.empty(),
        Optional.empty(),
        List.of(),
        model.facts());
  }

  private static Shape chosen(Path path, ImageSize.Choice choice, Optional<Shape> input) {
    if (input.isEmpty() && !choice.certain()) {
      throw new FailureException(
          FailureKind.USAGE,
          "%s does not tell the size of its images, which can be anything of %s; pass it by --input, or by --data"
              .formatted(path, choice));
    }
    Shape shape = input.orElseGet(choice::likely);
    if (!choice.allows(shape)) {
      throw new FailureException(
          FailureKind.USAGE,
          "%s takes images of %s, and the command says %s; pass a fitting --input or --data"
              .formatted(path, choice, shape));
    }
    return shape;
  }

  private record Model(NetworkBuilder.Result result, Map<String, String> facts) {}

  private static Model model(Dl4jFile file, Function<ImageSize.Choice, Shape> choose) {
    try (ModelArchive archive = ModelArchive.open(file)) {
      ConfigurationReader.Vertices graph =
          new ConfigurationReader(file, archive.configuration()).read();
      ImageSize.Choice choice = new ImageSize(file, graph).choice();
      Shape input = choose.apply(choice);
      Map<String, String> facts = new LinkedHashMap<>();
      facts.put("kind", graph.kind());
      facts.put("layers", Integer.toString(graph.vertices().size()));
      if (!choice.certain()) {
        facts.put("images", "%s taken, of %s that fit".formatted(input, choice));
      }
      if (archive.hasNormaliser()) {
        facts.put("normaliser", "there is one, a serialised Java object, which is not read");
      }
      return new Model(NetworkBuilder.build(file, graph, input, archive.parameters()), facts);
    } catch (IllegalArgumentException e) {
      throw file.damaged(e.getMessage(), e);
    } catch (OutOfMemoryError e) {
      throw file.damaged("it claims more than the memory holds", e);
    }
  }
}
