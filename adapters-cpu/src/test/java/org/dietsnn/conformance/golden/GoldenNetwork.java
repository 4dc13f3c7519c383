package org.dietsnn.conformance.golden;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.dietsnn.application.port.out.DropoutMasks;
import org.dietsnn.domain.network.Network;
import org.dietsnn.domain.network.Population;
import org.dietsnn.domain.network.Shape;
import org.dietsnn.domain.network.Synapse;
import org.dietsnn.domain.neuron.Neuron;
import org.dietsnn.domain.tensor.Precision;
import org.dietsnn.domain.tensor.Tensor;

/**
 * The network that a list of recorded operations describes.
 *
 * @param network with the recorded identities, so that parameters have their recorded names
 * @param masks name of the dropout mask by population index
 * @param searched populations whose thresholds the original searches: all but those in blocks
 */
public record GoldenNetwork(Network network, Map<Integer, String> masks, List<Integer> searched) {

  /** Reads the operations of a case. */
  public static GoldenNetwork of(GoldenCase recorded) {
    Builder builder = new Builder(recorded.input());
    for (JsonNode op : recorded.meta().get("ops")) {
      builder.add(op);
    }
    return new GoldenNetwork(
        new Network(builder.populations), Map.copyOf(builder.masks), List.copyOf(builder.searched));
  }

  /** The recorded dropout masks; none where the case has none. */
  public DropoutMasks dropout(GoldenCase recorded) {
    double scale = 1;
    Map<Integer, long[]> kept = new HashMap<>();
    for (Map.Entry<Integer, String> mask : masks.entrySet()) {
      if (recorded.has(mask.getValue())) {
        Tensor factors = recorded.tensor(mask.getValue(), Precision.FLOAT64);
        long[] words = new long[(factors.size() + Long.SIZE - 1) / Long.SIZE];
        for (int i = 0; i < factors.size(); i++) {
          if (factors.at(i) != 0) {
            scale = factors.at(i);
            words[i >> 6] |= 1L << (i & 63);
          }
        }
        kept.put(mask.getKey(), words);
      }
    }
    return new DropoutMasks(scale, kept);
  }

  /** Reads operations in order; a synapse waits for the neuron that closes its population. */
  private static final class Builder {
    private final List<Population> populations = new ArrayList<>();
    private final Map<Integer, String> masks = new HashMap<>();
    private final List<Integer> searched = new ArrayList<>();
    private int pooling = 1;
    private Synapse pending;
    private Shape pendingShape;

    Builder(Shape input) {
      populations.add(new Population(-1, "input", input, new Neuron.Input(), List.of(), false));
    }

    void add(JsonNode op) {
      String kind = op.get("op").asText();
      switch (kind) {
        case "conv" -> {
          Synapse.Convolution convolution =
              new Synapse.Convolution(
                  last(),
                  takePooling(),
                  op.get("k").asInt(),
                  op.get("stride").asInt(),
                  op.get("pad").asInt(),
                  module(op.get("weight")),
                  false);
          pending(convolution, Shape.flat(op.get("cout").asInt()));
        }
        case "linear", "output" -> {
          pending(
              new Synapse.Dense(last(), takePooling(), module(op.get("weight")), false),
              Shape.flat(op.get("fout").asInt()));
          if (kind.equals("output")) {
            close(op.get("id").asInt(), new Neuron.Accumulator());
          }
        }
        case "lif" -> {
          close(op.get("id").asInt(), Neuron.Lif.standard());
          searched.add(last());
        }
        case "relu" -> close(op.get("id").asInt(), new Neuron.Relu());
        case "mask" -> mask(last(), op.get("mask").asText());
        case "avgpool" -> {
          if (op.get("k").asInt() != op.get("stride").asInt()) {
            throw new IllegalArgumentException("overlapping pooling: " + op);
          }
          pooling = op.get("k").asInt();
        }
        case "block" -> block(op);
        case "flatten" -> {}
        default -> throw new IllegalArgumentException("unknown recorded operation " + op);
      }
    }

    private void block(JsonNode op) {
      int source = last();
      int window = takePooling();
      int stride = op.get("stride").asInt();
      Neuron neuron = op.has("threshold1") ? Neuron.Lif.standard() : new Neuron.Relu();
      Shape channels = Shape.flat(op.get("cout").asInt());
      pending(
          new Synapse.Convolution(source, window, 3, stride, 1, module(op.get("conv1")), false),
          channels);
      close(op.get("id1").asInt(), neuron);
      mask(last(), op.get("mask").asText());
      Shape shape = populations.get(last()).shape();
      Synapse shortcut =
          op.get("identity").isNull()
              ? new Synapse.Identity(source, window)
              : new Synapse.Convolution(
                  source, window, 1, stride, 0, module(op.get("identity")), false);
      Synapse second = new Synapse.Convolution(last(), 1, 3, 1, 1, module(op.get("conv2")), false);
      int id = op.get("id2").asInt();
      populations.add(
          new Population(id, "neuron " + id, shape, neuron, List.of(second, shortcut), false));
    }

    private void pending(Synapse synapse, Shape channels) {
      pending = synapse;
      pendingShape = synapse.currentShape(populations.get(synapse.source()).shape(), channels);
    }

    private void close(int id, Neuron neuron) {
      populations.add(
          new Population(id, "neuron " + id, pendingShape, neuron, List.of(pending), false));
    }

    private void mask(int population, String mask) {
      masks.put(population, mask);
      Population without = populations.get(population);
      populations.set(
          population,
          new Population(
              without.id(),
              without.name(),
              without.shape(),
              without.neuron(),
              without.synapses(),
              true));
    }

    private int takePooling() {
      int window = pooling;
      pooling = 1;
      return window;
    }

    private int last() {
      return populations.size() - 1;
    }

    private static String module(JsonNode weight) {
      String name = weight.asText();
      return name.substring(0, name.length() - ".weight".length());
    }
  }
}
