package org.dietsnn.data.nir;

/** Names in NIR files: those that NIR defines, and those that this program uses in metadata. */
final class NirLayout {
  /** Of the Python package whose layout is written. */
  static final String LAYOUT_VERSION = "1.0.7";

  static final String VERSION = "version";
  static final String ROOT = "node";
  static final String TYPE = "type";
  static final String METADATA = "metadata";
  static final String NODES = "nodes";
  static final String EDGES = "edges";
  static final String GRAPH_TYPE = "NIRGraph";

  static final String SHAPE = "shape";
  static final String TAU = "tau";
  static final String R = "r";
  static final String V_LEAK = "v_leak";
  static final String V_THRESHOLD = "v_threshold";
  static final String V_RESET = "v_reset";
  static final String INPUT_SHAPE = "input_shape";
  static final String WEIGHT = "weight";
  static final String BIAS = "bias";
  static final String STRIDE = "stride";
  static final String PADDING = "padding";
  static final String DILATION = "dilation";
  static final String GROUPS = "groups";
  static final String SCALE = "scale";
  static final String START_DIM = "start_dim";
  static final String END_DIM = "end_dim";
  static final String INPUT_TYPE = "input_type";
  static final String KERNEL_SIZE = "kernel_size";

  /** Of the graph: seconds that one time step stands for. */
  static final String META_DT = "dt";

  /** Of the graph: T. */
  static final String META_TIME_STEPS = "time_steps";

  /** Of the graph: how images become input. */
  static final String META_ENCODING = "encoding";

  /** Of the graph: how outputs become logits. */
  static final String META_READOUT = "readout";

  /** Of the graph: soft, soft_unleaked or hard. */
  static final String META_RESET = "reset";

  /** Of the graph: what a reader of the file should know, in words. */
  static final String META_WARNING = "warning";

  /** Of the graph: what wrote the file. */
  static final String META_GENERATOR = "generator";

  /** Of the graph: float32 or float64. */
  static final String META_PRECISION = "precision";

  static final String META_CLASSES = "class_names";
  static final String META_MEANS = "pixel_means";
  static final String META_DEVIATIONS = "pixel_deviations";

  /** Of a population: the number in the names of its threshold and leak. */
  static final String META_ID = "id";

  /** Of a population: what reports call it. */
  static final String META_NAME = "name";

  /** Of a population: whether training may drop its spikes. */
  static final String META_DROPOUT = "dropout";

  /** Of a LIF: lambda itself, since tau has it only up to rounding. */
  static final String META_LEAK = "leak";

  /** Of a convolution or dense layer: the prefix of its parameters. */
  static final String META_MODULE = "module";

  /** Of a convolution: whether its bias is trained, or zero for lack of one. */
  static final String META_BIAS = "has_bias";

  /** How images become input: the pixels as current, the same at every time step. */
  static final String DIRECT = "direct";

  /** How outputs become logits: added up over all time steps. */
  static final String SUM = "sum";

  private NirLayout() {}
}
