package org.dietsnn.benchmarks.torch;

import org.bytedeco.pytorch.Tensor;
import org.dietsnn.domain.network.Synapse;

/** The weights of a network in the form in which one of the two modes multiplies by them. */
interface SynapticWeights {
  /** The current of a convolution from (pooled) frames, channels last. */
  Tensor convolve(Synapse.Convolution synapse, Tensor frames);

  /** The current of a dense synapse from rows of inputs. */
  Tensor multiply(Synapse.Dense synapse, Tensor rows);
}
