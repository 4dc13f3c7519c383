package org.dietsnn.acceptance.embedding;

import com.google.inject.Guice;
import com.google.inject.Module;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import org.dietsnn.application.port.in.ClassifyImage.Classifier;
import org.dietsnn.application.port.in.ConvertCommand;
import org.dietsnn.application.port.in.Recipe;
import org.dietsnn.application.port.in.TrainCommand;
import org.dietsnn.application.port.out.ComputeBackend;
import org.dietsnn.application.port.out.ComputeSettings;
import org.dietsnn.application.port.out.DataSet;
import org.dietsnn.application.port.out.DataSource;
import org.dietsnn.application.port.out.ProgressListener;
import org.dietsnn.application.run.Checkpoint;
import org.dietsnn.application.service.BackendService;
import org.dietsnn.application.service.ClassificationService;
import org.dietsnn.application.service.ConversionService;
import org.dietsnn.application.service.TrainingService;

/** Trains an ANN on the bundled digits, converts it, trains the SNN, and classifies one image. */
public record EmbeddingExample(
    BackendService backends,
    TrainingService training,
    ConversionService conversion,
    ClassificationService classification,
    Map<String, DataSource> sources) {
  @Inject
  public EmbeddingExample {}

  public static void main(String[] arguments) {
    Guice.createInjector(ServiceLoader.load(Module.class))
        .getInstance(EmbeddingExample.class)
        .run(Path.of(arguments[0]));
  }

  private void run(Path folder) {
    ComputeBackend backend = backends.open("auto", ComputeSettings.standard()).backend();
    DataSet digits = sources.get("digits").open(Optional.empty());
    ProgressListener silent = ProgressListener.silent();

    Checkpoint ann =
        training.train(
            TrainCommand.ann(backend, digits, "8 A 16 A", Recipe.ann(15), 1, folder.resolve("ann")),
            silent);
    Checkpoint converted =
        conversion.convert(ConvertCommand.standard(backend, digits, ann, 5), silent).snn();
    Checkpoint snn =
        training.train(
            TrainCommand.from(backend, digits, converted, Recipe.snn(3), folder.resolve("snn")),
            silent);

    float[] pixels = new float[digits.shape().neurons()];
    digits.test().read(0, pixels, 0);
    try (Classifier classifier = classification.open(backend, snn)) {
      System.out.println(classifier.classify(pixels) + ", labelled " + digits.test().label(0));
    }
  }
}
