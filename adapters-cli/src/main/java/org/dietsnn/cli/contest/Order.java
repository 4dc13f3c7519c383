package org.dietsnn.cli.contest;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.dietsnn.application.port.out.ComputeSettings;
import org.dietsnn.application.port.out.RunStore;
import org.dietsnn.application.port.out.Workload;
import org.dietsnn.application.run.Checkpoint;
import org.dietsnn.application.run.Provenance;
import org.dietsnn.domain.tensor.Tensor;

/**
 * What a child process shall do, as files in a folder: a checkpoint, and all else beside it.
 *
 * @param backend name
 * @param settings of the backend
 * @param work one batch
 */
record Order(String backend, ComputeSettings settings, Workload work) {
  static final String NETWORK = "network.safetensors";
  static final String REST = "order.bin";

  void write(Path folder, RunStore store) throws IOException {
    Provenance nowhere = new Provenance("", 0, 0.5, "", "", Map.of(), "a comparison of backends");
    store.save(
        folder.resolve(NETWORK),
        new Checkpoint(work.model(), work.parameters(), nowhere, Optional.empty()));
    try (DataOutputStream out =
        new DataOutputStream(
            new BufferedOutputStream(Files.newOutputStream(folder.resolve(REST))))) {
      out.writeUTF(backend);
      out.writeInt(settings.threads());
      out.writeInt(settings.options().size());
      for (Map.Entry<String, String> option : settings.options().entrySet()) {
        out.writeUTF(option.getKey());
        out.writeUTF(option.getValue());
      }
      out.writeInt(work.timeSteps());
      for (int dimension : work.images().shape()) {
        out.writeInt(dimension);
      }
      for (float pixel : work.images().toFloats()) {
        out.writeFloat(pixel);
      }
      for (int label : work.labels()) {
        out.writeInt(label);
      }
    }
  }

  static Order read(Path folder, RunStore store) throws IOException {
    Checkpoint network = store.load(folder.resolve(NETWORK));
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(folder.resolve(REST))))) {
      String backend = in.readUTF();
      int threads = in.readInt();
      Map<String, String> options = new TreeMap<>();
      for (int left = in.readInt(); left > 0; left--) {
        options.put(in.readUTF(), in.readUTF());
      }
      int timeSteps = in.readInt();
      int[] shape = {in.readInt(), in.readInt(), in.readInt(), in.readInt()};
      float[] pixels = new float[Tensor.count(shape)];
      for (int i = 0; i < pixels.length; i++) {
        pixels[i] = in.readFloat();
      }
      int[] labels = new int[shape[0]];
      for (int i = 0; i < labels.length; i++) {
        labels[i] = in.readInt();
      }
      return new Order(
          backend,
          new ComputeSettings(threads, options),
          new Workload(
              network.model(), network.parameters(), timeSteps, Tensor.of(shape, pixels), labels));
    }
  }
}
