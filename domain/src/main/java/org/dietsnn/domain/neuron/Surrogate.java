package org.dietsnn.domain.neuron;

/**
 * The function that stands in for the derivative ds/dz of the spike s = [z &gt; 0] in the backward
 * pass, where z = U / theta - 1 is the normalised distance from the threshold. Sealed, because a
 * compute adapter must be able to run each one on its device.
 *
 * <p>Survey of these shapes: Neftci, Mostafa and Zenke, "Surrogate Gradient Learning in Spiking
 * Neural Networks", IEEE Signal Processing Magazine 36(6), 2019.
 */
public sealed interface Surrogate
    permits Surrogate.Linear,
        Surrogate.Exponential,
        Surrogate.FastSigmoid,
        Surrogate.ArcTan,
        Surrogate.Rectangular {

  /** The surrogate derivative ds/dz at z. */
  double derivative(double z);

  /** The surrogate of DIET-SNN: linear with gamma = 0.3. */
  static Surrogate standard() {
    return new Linear(0.3);
  }

  /**
   * Triangle: gamma * max(0, 1 - |z|). Bellec et al., "Long short-term memory and learning-to-learn
   * in networks of spiking neurons", NeurIPS 2018; the default of DIET-SNN with gamma = 0.3.
   */
  record Linear(double gamma) implements Surrogate {
    public Linear {
      requirePositive("gamma", gamma);
    }

    @Override
    public double derivative(double z) {
      return gamma * Math.max(0, 1 - Math.abs(z));
    }
  }

  /** alpha * exp(-beta |z|). Shrestha and Orchard, "SLAYER", NeurIPS 2018. */
  record Exponential(double alpha, double beta) implements Surrogate {
    public Exponential {
      requirePositive("alpha", alpha);
      requirePositive("beta", beta);
    }

    @Override
    public double derivative(double z) {
      return alpha * Math.exp(-beta * Math.abs(z));
    }
  }

  /** 1 / (1 + slope |z|)^2. Zenke and Ganguli, "SuperSpike", Neural Computation 30(6), 2018. */
  record FastSigmoid(double slope) implements Surrogate {
    public FastSigmoid {
      requirePositive("slope", slope);
    }

    @Override
    public double derivative(double z) {
      double denominator = 1 + slope * Math.abs(z);
      return 1 / (denominator * denominator);
    }
  }

  /**
   * alpha / 2 / (1 + (pi / 2 * alpha z)^2). Fang et al., "Incorporating Learnable Membrane Time
   * Constant to Enhance Learning of Spiking Neural Networks", ICCV 2021.
   */
  record ArcTan(double alpha) implements Surrogate {
    public ArcTan {
      requirePositive("alpha", alpha);
    }

    @Override
    public double derivative(double z) {
      double x = Math.PI / 2 * alpha * z;
      return alpha / 2 / (1 + x * x);
    }
  }

  /**
   * 1 / width where |z| &lt; width / 2, else 0. Wu et al., "Spatio-Temporal Backpropagation for
   * Training High-Performance Spiking Neural Networks", Frontiers in Neuroscience 12, 2018.
   */
  record Rectangular(double width) implements Surrogate {
    public Rectangular {
      requirePositive("width", width);
    }

    @Override
    public double derivative(double z) {
      return Math.abs(z) < width / 2 ? 1 / width : 0;
    }
  }

  private static void requirePositive(String name, double value) {
    if (!(value > 0 && Double.isFinite(value))) {
      throw new IllegalArgumentException(
          "surrogate parameter " + name + " = " + value + ", must be a finite number > 0");
    }
  }
}
