package org.dietsnn.conformance.fault;

import java.util.List;
import org.dietsnn.conformance.fault.Fault.Edit;

/** The faults that are planted, each with the test that must notice. */
final class Faults {
  private static final String LIF = "Lif.java";
  private static final String PRESENTATION = "Presentation.java";
  private static final String SESSION = "ReferenceSession.java";
  private static final String TRAINING = "ReferenceTrainingSession.java";
  private static final String BACKWARD = "BackPropagation.java";

  private static final String RESET = "theResetsAreThoseOfTheirEquations";
  private static final String LOGITS = "logitsAndSpikeCountsAreThoseOfTheReference";
  private static final String MEMBRANES = "spikesAndMembranesAreThoseOfTheReference";
  private static final String GRADIENTS = "lossAndGradientsAreThoseOfTheReference";
  private static final String UPDATES = "updatesFollowTheRule";

  private Faults() {}

  static List<Fault> all() {
    return List.of(
        // The neuron.
        Fault.of(
            "a soft reset is not leaked",
            RESET,
            new Edit(PRESENTATION, "(Neuron.Lif) population.neuron(), threshold", other("SOFT"))),
        Fault.of(
            "an unleaked soft reset leaks",
            RESET,
            new Edit(
                PRESENTATION,
                "(Neuron.Lif) population.neuron(), threshold",
                other("SOFT_UNLEAKED"))),
        Fault.of(
            "a hard reset subtracts the threshold",
            RESET,
            new Edit(
                LIF,
                "neuron.reset() == Reset.HARD ? potential * (1 - spike)",
                "theta < 0 ? potential * (1 - spike)")),
        Fault.of(
            "a potential at the threshold fires",
            RESET,
            new Edit(LIF, "distance(potential[t][i]) > 0", "distance(potential[t][i]) >= 0")),
        Fault.of(
            "membranes are reported before the reset",
            MEMBRANES,
            new Edit(
                SESSION,
                ".afterReset(image.potentials[p][t][i], emitted)",
                ".afterReset(image.potentials[p][t][i], 0)")),
        // Synapses.
        Fault.of(
            "the remainder of odd sizes is pooled, too",
            LOGITS,
            new Edit(
                "Pooling.java",
                "int x = neuron % shape.width() / window;",
                "int x = Math.min(neuron % shape.width() / window, pooled.width() - 1);"),
            new Edit(
                "Pooling.java",
                "int y = neuron / shape.width() % shape.height() / window;",
                """
                int row = neuron / shape.width() % shape.height();
                int y = Math.min(row / window, pooled.height() - 1);
                """)),
        Fault.of(
            "weights have twelve bits behind the point",
            LOGITS,
            new Edit(
                "DoubleParameters.java",
                "copy.arrays.put(name, tensor.toDoubles())",
                """
                {
                  double[] rounded = tensor.toDoubles();
                  java.util.Arrays.setAll(rounded, i -> Math.rint(rounded[i] * 4096) / 4096);
                  copy.arrays.put(name, rounded);
                }""")),
        // Batches.
        Fault.of(
            "the last image of a batch is dropped",
            LOGITS,
            new Edit(
                SESSION,
                "split(images)) {\n      Presentation",
                "split(images).subList(0, images.shape()[0] - 1)) {\n      Presentation")),
        Fault.of(
            "a last batch smaller than the others is dropped",
            "anImageGetsTheSameAnswerAloneAndInAnyBatch",
            new Edit(
                SESSION,
                "split(images)) {\n      Presentation",
                """
                split(images)) {
                  int count = images.shape()[0];
                  if (count > 4 && n >= count / 4 * 4) {
                    break;
                  }
                  Presentation""")),
        Fault.of(
            "the last image of a batch has no gradient",
            GRADIENTS,
            new Edit(
                TRAINING,
                "n < presentations.size(); n++) {\n      backward.run",
                "n < presentations.size() - 1; n++) {\n      backward.run")),
        // State.
        Fault.of(
            "membranes are left from the batch before",
            "theSameBatchGivesTheSameAnswerAgain",
            new Edit(
                PRESENTATION,
                "final class Presentation {",
                """
                final class Presentation {
                  private static final java.util.Map<String, double[]> LEFT =
                      new java.util.HashMap<>();
                """),
            new Edit(
                PRESENTATION,
                "lif(p, threshold).forward(current, potentials[p], emitted[p]);",
                """
                String place = System.identityHashCode(parameters) + " " + p + " " + imageInBatch;
                double[] left = LEFT.getOrDefault(place, new double[current[0].length]);
                for (int i = 0; i < left.length; i++) {
                  current[0][i] += parameters.scalar(population.leakName()) * left[i];
                }
                lif(p, threshold).forward(current, potentials[p], emitted[p]);
                int last = timeSteps - 1;
                for (int i = 0; i < left.length; i++) {
                  double potential = potentials[p][last][i];
                  left[i] = lif(p, threshold).afterReset(potential, emitted[p][last][i]);
                }
                LEFT.put(place, left);
                """)),
        Fault.of(
            "inference overwrites what the backward pass needs",
            "inferenceBetweenForwardAndBackwardDisturbsNothing",
            new Edit(
                TRAINING,
                "  @Override\n  public void backward(",
                """
                  @Override
                  public Inference infer(Tensor images, int timeSteps) {
                    int count = presentations.size();
                    if (count > 0) {
                      presentations = present(images, timeSteps, DropoutMasks.none());
                      presentations = presentations.subList(0, count);
                      presentations.forEach(Presentation::run);
                    }
                    return super.infer(images, timeSteps);
                  }

                  @Override
                  public void backward(""")),
        Fault.of(
            "logits are handed out alive",
            "whatWasReturnedIsACopy",
            new Edit(
                SESSION,
                "  DoubleParameters parameters;",
                "  DoubleParameters parameters;\n  private double[] live = new double[0];"),
            new Edit(
                SESSION,
                "double[] logits = new double[images.shape()[0] * network.classes()];",
                """
                int size = images.shape()[0] * network.classes();
                double[] logits = live.length == size ? live : new double[size];
                live = logits;
                """)),
        Fault.of(
            "gradients add up from step to step",
            "everyBackwardPassReplacesTheGradients",
            new Edit(
                TRAINING,
                "order.backwardBegins();\n    gradients = DoubleParameters.zeros(network);",
                "order.backwardBegins();")),
        // Gradients.
        Fault.of(
            "the gradient of the threshold has the wrong sign",
            GRADIENTS,
            new Edit(
                LIF,
                "thetaGradient -= g * u / (theta * theta);",
                "thetaGradient += g * u / (theta * theta);")),
        Fault.of(
            "the threshold inside the reset has no gradient",
            GRADIENTS,
            new Edit(LIF, "thetaGradient -= s * carriedGradient;", "thetaGradient -= 0;")),
        Fault.of(
            "the leak has no gradient",
            GRADIENTS,
            new Edit(BACKWARD, "+= gradient.lambda();", "+= 0;")),
        Fault.of(
            "a bias has no gradient",
            GRADIENTS,
            new Edit(
                "Wiring.java",
                "bias[channel(i, currentGradient.length)] += currentGradient[i];",
                "bias[channel(i, currentGradient.length)] += 0;")),
        Fault.of(
            "every surrogate is the linear one",
            GRADIENTS,
            new Edit(
                LIF,
                "neuron.surrogate().derivative(",
                "org.dietsnn.domain.neuron.Surrogate.standard().derivative(")),
        Fault.of(
            "the dropout mask is ignored",
            GRADIENTS,
            new Edit(
                PRESENTATION,
                "dropout.keeps(p, neurons, imageInBatch, neuron) ? dropout.scale() : 0",
                "neurons > 0 ? 1 : 0")),
        Fault.of(
            "what dropout keeps is not scaled",
            "dropoutSilencesAndScalesByHand",
            new Edit(PRESENTATION, "? dropout.scale() : 0", "? 1 : 0")),
        Fault.of(
            "a gradient that is no number is swallowed",
            "aGradientThatIsNotFiniteReachesTheParameters",
            new Edit(
                BACKWARD,
                "outputGradients[last][t] = logitGradient.clone();",
                """
                outputGradients[last][t] = logitGradient.clone();
                double[] finite = outputGradients[last][t];
                java.util.Arrays.setAll(finite, i -> Double.isNaN(finite[i]) ? 0 : finite[i]);
                """)),
        // The optimiser.
        Fault.of(
            "weight decay is ignored",
            UPDATES,
            new Edit(
                TRAINING,
                "this.optimiser = optimiser;",
                "this.optimiser = withoutDecay(optimiser);"),
            new Edit(
                TRAINING,
                "  @Override\n  public void update(",
                """
                  private static Optimiser withoutDecay(Optimiser rule) {
                    if (rule instanceof org.dietsnn.domain.optimiser.Adam a) {
                      return new org.dietsnn.domain.optimiser.Adam(
                          a.beta1(), a.beta2(), a.epsilon(), a.amsgrad(), 0, false);
                    }
                    double momentum =
                        ((org.dietsnn.domain.optimiser.SgdMomentum) rule).momentum();
                    return new org.dietsnn.domain.optimiser.SgdMomentum(momentum, 0, false);
                  }

                  @Override
                  public void update(""")),
        Fault.of(
            "AMSGrad is plain Adam",
            UPDATES,
            new Edit(
                TRAINING,
                "          slots.get(spec.name()),\n          0,",
                """
                          optimiser.slots().size() < 3
                              ? slots.get(spec.name())
                              : new double[][] {
                                slots.get(spec.name())[0],
                                slots.get(spec.name())[1],
                                new double[values.length]
                              },
                          0,""")),
        Fault.of(
            "thresholds and leaks leave their range",
            "thresholdsAndLeaksAreKeptInTheirRange",
            new Edit(
                TRAINING,
                "          spec.role(),",
                "          org.dietsnn.domain.network.ParameterRole.WEIGHT,")),
        Fault.of(
            "every second update is lost",
            "aNetworkLearnsToReadDigits",
            new Edit(
                TRAINING,
                "order.updateBegins();\n    for",
                """
                order.updateBegins();
                if (step.number() % 2 == 0) {
                  return;
                }
                for""")),
        Fault.of(
            "a restored optimiser begins at zero",
            "trainingGoesOnFromACheckpointAsIfItHadNeverStopped",
            new Edit(
                TRAINING,
                "slots.get(spec.name())[s] = optimiserState.get(name).toDoubles();",
                "slots.get(spec.name())[s] = new double[slots.get(spec.name())[s].length];")),
        // The probe.
        Fault.of(
            "the probe looks at the first step only",
            "currentsAndRatesAreThoseOfTheReference",
            new Edit(
                "ReferenceProbe.java", "arraycopy(currents[t], 0", "arraycopy(currents[0], 0")),
        // Bits, resources, refusals.
        Fault.of(
            "sums are taken in any order",
            "theSameTrainingEndsWithTheSameBits",
            new Edit(
                LIF,
                "for (int i = 0; i < potential[0].length; i++) {",
                """
                boolean back = java.util.concurrent.ThreadLocalRandom.current().nextBoolean();
                for (int j = 0; j < potential[0].length; j++) {
                  int i = back ? potential[0].length - 1 - j : j;
                """)),
        Fault.of(
            "a closed session still answers",
            "aClosedSessionRefusesEveryCallButClosing",
            new Edit(SESSION, "order.close();", "")),
        Fault.of(
            "closed sessions keep their memory",
            "aThousandSessionsLeaveNoMemoryBehind",
            new Edit(
                SESSION,
                "  DoubleParameters parameters;",
                "  DoubleParameters parameters;\n"
                    + "  private static final List<Object> KEPT = new ArrayList<>();"),
            new Edit(
                SESSION,
                "this.parameters = DoubleParameters.of(network, parameters);",
                "this.parameters = DoubleParameters.of(network, parameters);\n"
                    + "KEPT.add(this.parameters);")),
        Fault.of(
            "impossible numbers of time steps are taken",
            "imagesAndTimeStepsThatDoNotFitAreRefused",
            new Edit(SESSION, "SessionChecks.timeSteps(network, timeSteps);", "")));
  }

  /** The neuron with the other soft reset if it has this one. */
  private static String other(String reset) {
    String type = "org.dietsnn.domain.neuron.Reset.";
    return """
        new Neuron.Lif(
            ((Neuron.Lif) population.neuron()).reset() == %s
                ? %s
                : ((Neuron.Lif) population.neuron()).reset(),
            ((Neuron.Lif) population.neuron()).surrogate()),
        threshold"""
        .formatted(type + reset, type + (reset.equals("SOFT") ? "SOFT_UNLEAKED" : "SOFT"));
  }
}
