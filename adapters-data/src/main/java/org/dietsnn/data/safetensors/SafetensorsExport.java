package org.dietsnn.data.safetensors;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.dietsnn.application.port.out.ExportFormat;
import org.dietsnn.application.run.Checkpoint;
import org.dietsnn.application.run.Versions;
import org.dietsnn.data.file.AtomicFile;
import org.dietsnn.data.hash.Sha256;
import org.dietsnn.domain.architecture.Architecture;
import org.dietsnn.domain.architecture.Model;
import org.dietsnn.domain.neuron.Neuron;
import org.dietsnn.domain.tensor.Tensor;

/**
 * Writes the parameters alone, under the names of the authors' code ({@code features.0.weight},
 * {@code threshold.t0}, {@code leak.l0}), as PyTorch takes them. Thresholds and leaks are vectors
 * of one, which PyTorch loads into its scalars.
 */
public final class SafetensorsExport implements ExportFormat {
  @Override
  public String name() {
    return "safetensors";
  }

  @Override
  public String extension() {
    return "safetensors";
  }

  @Override
  public List<String> write(Path file, Checkpoint checkpoint) {
    Map<String, Tensor> tensors = checkpoint.parameters().values();
    SafetensorsHeader header = SafetensorsHeader.of(tensors, metadata(checkpoint.model()));
    byte[] head = header.toBytes();
    AtomicFile.write(
        file, head.length + header.dataBytes(), channel -> write(channel, head, tensors));
    return List.of(
        "The file holds weights, thresholds and leaks by name and not the graph; a program that"
            + " reads it has to build the network itself.");
  }

  private static Map<String, String> metadata(Model model) {
    Map<String, String> texts = new LinkedHashMap<>();
    texts.put("format", "pt");
    texts.put("generator", "dietsnn " + Versions.dietsnn());
    if (model.architecture() instanceof Architecture architecture) {
      texts.put("net", architecture.net());
    }
    if (model.hidden() instanceof Neuron.Lif neuron) {
      texts.put("timesteps", Integer.toString(model.timeSteps()));
      texts.put("reset", neuron.reset().name().toLowerCase(Locale.ROOT));
    }
    return texts;
  }

  private static void write(FileChannel channel, byte[] head, Map<String, Tensor> tensors)
      throws IOException {
    ByteBuffer rest = ByteBuffer.wrap(head);
    while (rest.hasRemaining()) {
      channel.write(rest);
    }
    TensorBytes bytes = new TensorBytes(channel, Sha256.begin());
    for (Tensor tensor : tensors.values()) {
      bytes.write(tensor);
    }
  }
}
