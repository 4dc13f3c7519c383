package org.dietsnn.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.dietsnn.application.port.out.ComputeBackend;
import org.dietsnn.application.port.out.DropoutMasks;
import org.dietsnn.application.port.out.NetworkSession;
import org.dietsnn.application.port.out.TrainingSession;
import org.dietsnn.conformance.cases.Cases;
import org.dietsnn.conformance.cases.NetworkCase;
import org.dietsnn.domain.network.ParameterSpec;
import org.dietsnn.domain.network.Parameters;
import org.dietsnn.domain.neuron.Neuron;
import org.dietsnn.domain.optimiser.Adam;
import org.dietsnn.domain.optimiser.Optimiser;
import org.dietsnn.domain.optimiser.UpdateStep;
import org.dietsnn.domain.tensor.Tensor;
import org.junit.jupiter.api.Test;

/** Arguments that do not fit, calls in the wrong order, numbers that are none. */
public interface RefusalContract extends BackendUnderTest {
  /** Parameters that are missing, left over, misshapen or out of range. */
  @Test
  default void parametersThatDoNotFitTheNetworkAreRefused() {
    NetworkCase given = Cases.rich();
    Optimiser adam = Adam.standard(true, 0);
    String weight = given.network().parameterSpecs().get(0).name();
    String threshold = given.network().population(1).thresholdName();
    Tensor one = Tensor.of(new int[] {1}, new double[] {1});
    Parameters fitting = given.parameters();
    for (Parameters parameters :
        List.of(
            new Parameters(Map.of()),
            fitting.with("stranger", one),
            fitting.with(weight, one),
            fitting.with(threshold, Tensor.of(new int[] {1}, new double[] {0})),
            fitting.with(threshold, Tensor.of(new int[] {1}, new double[] {Double.NaN})))) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> backend().open(given.network(), parameters));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> backend().openTraining(given.network(), parameters, adam));
    }
  }

  /** Images of another shape, none at all, and impossible numbers of steps. */
  @Test
  default void imagesAndTimeStepsThatDoNotFitAreRefused() {
    NetworkCase given = Cases.rich();
    Tensor flat = Tensor.of(new int[] {given.images().size()}, given.images().toFloats());
    Tensor none = Tensor.of(new int[] {0, 2, 11, 9}, new float[0]);
    Tensor narrow = Tensor.of(new int[] {1, 2, 11, 8}, new float[176]);
    try (TrainingSession session = openTraining(given)) {
      for (Tensor images : List.of(flat, none, narrow)) {
        allRefused(session, images, 2);
      }
      for (int timeSteps : new int[] {0, -1}) {
        allRefused(session, given.images(), timeSteps);
      }
    }
    try (NetworkSession ann =
        backend()
            .open(
                HandMade.network(new Neuron.Relu()),
                new Parameters(
                    Map.of(
                        "in.weight", Tensor.of(new int[] {1, 1}, new double[1]),
                        "out.weight", Tensor.of(new int[] {2, 1}, new double[2]))))) {
      assertThatIllegalArgumentException().isThrownBy(() -> ann.infer(HandMade.images(1), 2));
    }
  }

  /** Masks of populations that have none, and of another length. */
  @Test
  default void dropoutMasksThatDoNotFitAreRefused() {
    NetworkCase given = Cases.rich();
    int output = given.network().populations().size() - 1;
    int dropped = given.dropout().kept().keySet().iterator().next();
    long[] words = given.dropout().kept().get(dropped);
    try (TrainingSession session = openTraining(given)) {
      for (DropoutMasks masks :
          List.of(
              new DropoutMasks(2, Map.of(dropped, new long[words.length + 1])),
              new DropoutMasks(2, Map.of(dropped, new long[words.length - 1])),
              new DropoutMasks(2, Map.of(0, words)),
              new DropoutMasks(2, Map.of(output, words)),
              new DropoutMasks(0, Map.of(dropped, words)),
              new DropoutMasks(Double.NaN, Map.of(dropped, words)))) {
        assertThatIllegalArgumentException()
            .isThrownBy(() -> session.forward(given.images(), 2, masks));
      }
    }
  }

  /** Too few or too many values; the forward pass is still there for the right ones. */
  @Test
  default void aGradientOfAnotherLengthIsRefusedAndTheForwardPassKept() {
    NetworkCase given = Cases.rich();
    try (TrainingSession session = openTraining(given)) {
      double[] right = TrainingSteps.gradient(session, given);
      for (int length : new int[] {0, right.length - 1, right.length + 1}) {
        assertThatIllegalArgumentException().isThrownBy(() -> session.backward(new double[length]));
      }
      session.backward(right);
      assertThatIllegalArgumentException().isThrownBy(() -> session.gradientNorm("stranger"));
    }
  }

  /** A backward pass needs a forward pass of its own. */
  @Test
  default void backwardNeedsAForwardPassOfItsOwn() {
    NetworkCase given = Cases.rich();
    try (TrainingSession session = openTraining(given)) {
      double[] gradient = ReferenceRun.of(given).loss().gradient();
      session.infer(given.images(), 2);
      refused(() -> session.backward(gradient));
      refused(session::gradients);
      refused(() -> session.gradientNorm(given.network().parameterSpecs().get(0).name()));

      session.backward(TrainingSteps.gradient(session, given));
      refused(() -> session.backward(gradient));

      session.forward(given.images(), 2, DropoutMasks.none());
      session.update(new UpdateStep(1, 0.1));
      refused(() -> session.backward(gradient));

      session.forward(given.images(), 2, DropoutMasks.none());
      session.restore(session.parameters(), session.optimiserState());
      refused(() -> session.backward(gradient));
    }
  }

  /** An update needs a backward pass of its own; gradients outlive it, but not a restore. */
  @Test
  default void anUpdateNeedsABackwardPassOfItsOwn() {
    NetworkCase given = Cases.rich();
    try (TrainingSession session = openTraining(given)) {
      refused(() -> session.update(new UpdateStep(1, 0.1)));
      session.backward(TrainingSteps.gradient(session, given));
      Parameters gradients = session.gradients();
      session.update(new UpdateStep(1, 0.1));

      refused(() -> session.update(new UpdateStep(2, 0.1)));
      assertThat(session.gradients()).isEqualTo(gradients);

      session.backward(TrainingSteps.gradient(session, given));
      session.restore(session.parameters(), session.optimiserState());
      refused(() -> session.update(new UpdateStep(2, 0.1)));
      refused(session::gradients);
    }
  }

  /** A call with pixels that are no numbers does not fail, and spoils no later one. */
  @Test
  default void imagesThatAreNotFiniteSpoilNoLaterCall() {
    NetworkCase given = Cases.rich();
    float[] pixels = new float[given.images().size()];
    Arrays.fill(pixels, Float.NaN);
    pixels[1] = Float.POSITIVE_INFINITY;
    Tensor spoilt = Tensor.of(given.images().shape(), pixels);
    try (TrainingSession session = openTraining(given);
        TrainingSession fresh = openTraining(given)) {
      session.infer(spoilt, 3);
      session.forward(spoilt, 3, given.dropout());

      assertThat(session.infer(given.images(), 3).logits())
          .containsExactly(fresh.infer(given.images(), 3).logits());
      session.backward(TrainingSteps.gradient(session, given));
      fresh.backward(TrainingSteps.gradient(fresh, given));
      assertThat(session.gradients()).isEqualTo(fresh.gradients());
    }
  }

  /** A gradient that is not finite is not lost on the way, so that a training notices. */
  @Test
  default void aGradientThatIsNotFiniteReachesTheParameters() {
    NetworkCase given = Cases.rich();
    try (TrainingSession session = openTraining(given)) {
      double[] gradient = TrainingSteps.gradient(session, given);
      Arrays.fill(gradient, Double.NaN);
      session.backward(gradient);

      assertThat(
              given.network().parameterSpecs().stream()
                  .map(ParameterSpec::name)
                  .filter(name -> !Double.isFinite(session.gradientNorm(name))))
          .as("parameters whose gradient is not finite")
          .isNotEmpty();
    }
  }

  private static void allRefused(TrainingSession session, Tensor images, int timeSteps) {
    for (ThrowingCallable call :
        List.<ThrowingCallable>of(
            () -> session.infer(images, timeSteps),
            () -> session.trace(images, timeSteps),
            () -> session.probe(images, timeSteps),
            () -> session.forward(images, timeSteps, DropoutMasks.none()))) {
      assertThatIllegalArgumentException().isThrownBy(call);
    }
  }

  private static void refused(ThrowingCallable call) {
    assertThatIllegalStateException().isThrownBy(call);
  }

  private TrainingSession openTraining(NetworkCase given) {
    ComputeBackend backend = backend();
    return backend.openTraining(given.network(), given.parameters(), Adam.standard(true, 1e-3));
  }
}
