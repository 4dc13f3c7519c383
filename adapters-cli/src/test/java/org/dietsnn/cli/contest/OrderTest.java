package org.dietsnn.cli.contest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.dietsnn.application.port.out.ComputeSettings;
import org.dietsnn.application.port.out.Workload;
import org.dietsnn.data.checkpoint.SafetensorsRunStore;
import org.dietsnn.domain.architecture.Architecture;
import org.dietsnn.domain.architecture.Model;
import org.dietsnn.domain.image.Normalisation;
import org.dietsnn.domain.initialisation.Initialisation;
import org.dietsnn.domain.network.Parameters;
import org.dietsnn.domain.network.Shape;
import org.dietsnn.domain.neuron.Neuron;
import org.dietsnn.domain.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OrderTest {
  @TempDir Path folder;

  @Test
  void aChildReadsExactlyWhatItsParentWrote() throws IOException {
    Model model =
        new Model(
            Architecture.of("2 A", new Shape(1, 4, 4), 2),
            Neuron.Lif.standard(),
            5,
            new Normalisation(List.of(0.0), List.of(1.0)),
            List.of("a", "b"));
    Parameters parameters = Initialisation.HE_FAN_IN.draw(model.network(), new SplittableRandom(1));
    Tensor images = Tensor.of(new int[] {2, 1, 4, 4}, new float[32]);
    Order order =
        new Order(
            "cpu",
            new ComputeSettings(3, Map.of("kernels", "plain", "spikes", "dense")),
            new Workload(model, parameters, 7, images, new int[] {1, 0}));

    order.write(folder, new SafetensorsRunStore());
    Order read = Order.read(folder, new SafetensorsRunStore());

    assertThat(read.backend()).isEqualTo("cpu");
    assertThat(read.settings()).isEqualTo(order.settings());
    assertThat(read.work().model()).isEqualTo(model);
    assertThat(read.work().parameters()).isEqualTo(parameters);
    assertThat(read.work().timeSteps()).isEqualTo(7);
    assertThat(read.work().images()).isEqualTo(images);
    assertThat(read.work().labels()).containsExactly(1, 0);
  }
}
