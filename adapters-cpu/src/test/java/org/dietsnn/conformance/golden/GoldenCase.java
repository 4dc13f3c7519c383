package org.dietsnn.conformance.golden;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.dietsnn.domain.network.Network;
import org.dietsnn.domain.network.ParameterRole;
import org.dietsnn.domain.network.ParameterSpec;
import org.dietsnn.domain.network.Parameters;
import org.dietsnn.domain.network.Shape;
import org.dietsnn.domain.tensor.Precision;
import org.dietsnn.domain.tensor.Tensor;

/**
 * One recorded case: {@code meta.json} and its tensors.
 *
 * @param name name of its folder
 * @param meta the parsed description
 * @param floats the float32 file
 * @param doubles the float64 file; empty if there is none
 */
public record GoldenCase(String name, JsonNode meta, float[] floats, double[] doubles) {

  /** One of the cases that travel with the conformance kit. */
  static GoldenCase bundled(String name) {
    return read(
        name,
        file -> {
          InputStream stream = GoldenCase.class.getResourceAsStream(name + "/" + file);
          return stream == null ? new byte[0] : read(stream);
        });
  }

  /** A case in a folder. */
  static GoldenCase read(Path folder) {
    return read(
        folder.getFileName().toString(),
        file ->
            Files.exists(folder.resolve(file))
                ? Files.readAllBytes(folder.resolve(file))
                : new byte[0]);
  }

  /** Reads a file; an empty one where there is none. */
  private interface Source {
    byte[] read(String file) throws IOException;
  }

  private static GoldenCase read(String name, Source source) {
    try {
      JsonNode meta = new ObjectMapper().readTree(source.read("meta.json"));
      ByteBuffer narrow = littleEndian(source.read("tensors.f32.bin"));
      float[] floats = new float[narrow.remaining() / Float.BYTES];
      narrow.asFloatBuffer().get(floats);
      ByteBuffer wide = littleEndian(source.read("tensors.f64.bin"));
      double[] doubles = new double[wide.remaining() / Double.BYTES];
      wide.asDoubleBuffer().get(doubles);
      return new GoldenCase(name, meta, floats, doubles);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the recorded case " + name, e);
    }
  }

  private static byte[] read(InputStream stream) throws IOException {
    try (stream) {
      return stream.readAllBytes();
    }
  }

  private static ByteBuffer littleEndian(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** What was recorded, for example {@code snn-vgg}. */
  public String kind() {
    return meta.get("kind").asText();
  }

  /** Whether a tensor was recorded. */
  public boolean has(String tensor) {
    return find(tensor) != null;
  }

  /** A tensor of the run in one precision, or of the float32 run where only that was kept. */
  public Tensor tensor(String tensor, Precision precision) {
    JsonNode entry = find(tensor);
    if (entry == null) {
      throw new IllegalArgumentException("case " + name + " has no tensor " + tensor);
    }
    int[] shape = ints(entry.get("shape"));
    int count = entry.get("count").asInt();
    int wide = entry.get("f64_offset").asInt();
    if (precision == Precision.FLOAT64 && wide >= 0) {
      return Tensor.of(shape, Arrays.copyOfRange(doubles, wide, wide + count));
    }
    int narrow = entry.get("f32_offset").asInt();
    return Tensor.of(shape, Arrays.copyOfRange(floats, narrow, narrow + count));
  }

  private JsonNode find(String tensor) {
    return StreamSupport.stream(meta.get("tensors").spliterator(), false)
        .filter(entry -> entry.get("name").asText().equals(tensor))
        .findFirst()
        .orElse(null);
  }

  /** The recorded parameters of a network whose names follow a prefix, empty for the initial. */
  public Parameters parameters(Network network, String prefix, Precision precision) {
    Map<String, Tensor> values = new LinkedHashMap<>();
    for (ParameterSpec spec : network.parameterSpecs()) {
      values.put(spec.name(), tensor(prefix + spec.name(), precision));
    }
    return new Parameters(values);
  }

  /** The recorded weights alone. */
  public Parameters weights(Network network, Precision precision) {
    Map<String, Tensor> weights = new LinkedHashMap<>();
    for (ParameterSpec spec : network.parameterSpecs()) {
      if (spec.role() == ParameterRole.WEIGHT) {
        weights.put(spec.name(), tensor(spec.name(), precision));
      }
    }
    return new Parameters(weights);
  }

  /** The images of one training step, where every step has its own. */
  public Tensor batch(int step, Precision precision) {
    Tensor all = tensor("x", precision);
    int[] shape = all.shape();
    if (shape.length == 4) {
      return all;
    }
    int[] one = Arrays.copyOfRange(shape, 1, shape.length);
    int count = Tensor.count(one);
    double[] values = Arrays.copyOfRange(all.toDoubles(), step * count, (step + 1) * count);
    return Tensor.of(one, values).as(all.precision());
  }

  /** The labels of one training step, or of the only batch. */
  public int[] labels(int step) {
    JsonNode labels = meta.get("y");
    return ints(labels.get(0).isArray() ? labels.get(step) : labels);
  }

  Shape input() {
    int[] shape = ints(meta.get("input"));
    return new Shape(shape[0], shape[1], shape[2]);
  }

  /** Time steps, 1 for an ANN. */
  public int timeSteps() {
    return meta.path("T").asInt(1);
  }

  /** The smallest distance of any U / theta from 1, below which rounding may flip a spike. */
  public double smallestDistance() {
    return meta.path("min_abs_u").asDouble(Double.POSITIVE_INFINITY);
  }

  static int[] ints(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).mapToInt(JsonNode::asInt).toArray();
  }

  @Override
  public String toString() {
    return name;
  }
}
