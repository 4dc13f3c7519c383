package org.dietsnn.application.service;

import jakarta.inject.Inject;
import java.util.Locale;
import org.dietsnn.application.port.in.ClassifyImage;
import org.dietsnn.application.port.out.ComputeBackend;
import org.dietsnn.application.port.out.Inference;
import org.dietsnn.application.port.out.NetworkSession;
import org.dietsnn.application.run.Checkpoint;
import org.dietsnn.domain.architecture.Model;
import org.dietsnn.domain.loss.CrossEntropy;
import org.dietsnn.domain.network.Shape;
import org.dietsnn.domain.tensor.Tensor;

/** Keeps a network open on a device and classifies images one by one. */
public final class ClassificationService implements ClassifyImage {

  /** A service without state. */
  @Inject
  public ClassificationService() {}

  @Override
  public Classifier open(ComputeBackend backend, Checkpoint checkpoint) {
    Model model = checkpoint.model();
    return new OpenClassifier(model, backend.open(model.network(), checkpoint.parameters()));
  }

  private record OpenClassifier(Model model, NetworkSession session) implements Classifier {
    @Override
    public Label classify(float[] pixels) {
      Shape shape = model.architecture().input();
      if (pixels.length != shape.neurons()) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "an image of %s has %d values, found %d",
                shape,
                shape.neurons(),
                pixels.length));
      }
      float[] normalised = pixels.clone();
      model.normalisation().apply(normalised, 0, shape.height() * shape.width());
      int[] dimensions = {1, shape.channels(), shape.height(), shape.width()};
      Inference inference = session.infer(Tensor.of(dimensions, normalised), model.timeSteps());
      int best = inference.prediction(0, model.architecture().classes());
      double probability = Math.exp(-CrossEntropy.of(inference.logits(), new int[] {best}).value());
      return new Label(best, model.classNames().get(best), probability);
    }

    @Override
    public void close() {
      session.close();
    }
  }
}
