package org.dietsnn.application.service;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.dietsnn.application.format.FileTensors;
import org.dietsnn.application.format.LeftOverTensor;
import org.dietsnn.application.format.MatchedParameter;
import org.dietsnn.application.format.MatchedParameter.Origin;
import org.dietsnn.application.format.NameMapping;
import org.dietsnn.application.format.TensorDescription;
import org.dietsnn.domain.conversion.BatchNormalisation;
import org.dietsnn.domain.network.Network;
import org.dietsnn.domain.network.ParameterRole;
import org.dietsnn.domain.network.ParameterSpec;
import org.dietsnn.domain.tensor.Precision;
import org.dietsnn.domain.tensor.Tensor;

/**
 * Finds a value for every parameter of a network among the tensors of a file, and keeps account of
 * both sides. Used once.
 */
final class TensorMatching {
  private static final List<String> NORMALISATION =
      List.of(".weight", ".bias", ".running_mean", ".running_var");
  private static final String COUNTER = "num_batches_tracked";

  private final FileTensors tensors;
  private final NameMapping mapping;
  private final Set<String> used = new LinkedHashSet<>();
  private final Map<String, Tensor> values = new LinkedHashMap<>();
  private final List<MatchedParameter> parameters = new ArrayList<>();

  TensorMatching(Network network, FileTensors tensors, NameMapping mapping) {
    this.tensors = tensors;
    this.mapping = mapping;
    network.parameterSpecs().forEach(this::match);
  }

  /** Values of the parameters that were found. */
  Map<String, Tensor> values() {
    return values;
  }

  /** What became of every parameter. */
  List<MatchedParameter> parameters() {
    return parameters;
  }

  /** Tensors of the file that no parameter was made of. */
  List<LeftOverTensor> leftOver() {
    List<LeftOverTensor> left = new ArrayList<>();
    for (String name : tensors.names()) {
      if (!used.contains(name)) {
        TensorDescription tensor = tensors.describe(name);
        if (mapping.ignores(name) || mapping.ignores(tensor.name())) {
          left.add(new LeftOverTensor(tensor, true, "ignored, as the mapping says"));
        } else if (name.endsWith(COUNTER)) {
          left.add(new LeftOverTensor(tensor, true, "counts training batches; needed nowhere"));
        } else {
          left.add(new LeftOverTensor(tensor, false, "no parameter of the network takes it"));
        }
      }
    }
    return left;
  }

  private void match(ParameterSpec spec) {
    NameMapping.Constant constant = mapping.constants().get(spec.name());
    String mapped = mapping.tensors().get(spec.name());
    String module = spec.name().substring(0, Math.max(0, spec.name().lastIndexOf('.')));
    if (constant != null) {
      constant(spec, constant);
    } else if (mapped != null) {
      copy(spec, mapped);
    } else if (spec.role().ofNeuron()) {
      copy(spec, spec.name());
    } else if (mapping.batchNormalisations().containsKey(module)) {
      fold(spec, fileModule(module), mapping.batchNormalisations().get(module));
    } else {
      copy(spec, fileModule(module) + spec.name().substring(module.length()));
    }
  }

  private String fileModule(String module) {
    return mapping.modules().getOrDefault(module, module);
  }

  private void constant(ParameterSpec spec, NameMapping.Constant constant) {
    Tensor zero = Tensor.of(spec.dimensions(), new float[Tensor.count(spec.dimensions())]);
    if (constant == NameMapping.Constant.ZERO) {
      found(spec, zero, Origin.CONSTANT, List.of(), "zero");
      return;
    }
    int[] shape = spec.dimensions();
    if (shape.length != 4 || shape[2] != 1 || shape[3] != 1 || shape[0] < shape[1]) {
      missing(
          spec, "subsampling is for 1x1 convolutions to at least as many channels as they read");
      return;
    }
    float[] weights = zero.toFloats();
    int before = (shape[0] - shape[1]) / 2;
    for (int in = 0; in < shape[1]; in++) {
      weights[(before + in) * shape[1] + in] = 1;
    }
    found(
        spec,
        Tensor.of(shape, weights),
        Origin.CONSTANT,
        List.of(),
        "0 and 1: shortcut of option A, channels shifted by " + before);
  }

  private void copy(ParameterSpec spec, String name) {
    Optional<Tensor> tensor = tensors.find(name);
    if (tensor.isEmpty()) {
      missing(spec, notThere(name));
      return;
    }
    used.add(name);
    boolean single = tensor.get().size() == 1 && spec.count() == 1;
    if (!single && !Arrays.equals(tensor.get().shape(), spec.dimensions())) {
      misfit(spec, List.of(tensors.describe(name)), "another shape");
      return;
    }
    Tensor value =
        single && tensor.get().shape().length != spec.shape().size()
            ? Tensor.of(spec.dimensions(), tensor.get().toDoubles()).as(tensor.get().precision())
            : tensor.get();
    found(spec, value, Origin.COPIED, List.of(tensors.describe(name)), "");
  }

  private String notThere(String name) {
    return tensors.names().contains(name)
        ? "%s is there, but of type %s".formatted(name, tensors.describe(name).type())
        : "looked for " + name;
  }

  private void fold(ParameterSpec spec, String module, String normalisation) {
    List<String> names = NORMALISATION.stream().map(leaf -> normalisation + leaf).toList();
    for (String name : names) {
      if (!tensors.has(name)) {
        missing(spec, notThere(name));
        return;
      }
    }
    String weight = module + ".weight";
    String bias = module + ".bias";
    String own = spec.role() == ParameterRole.WEIGHT ? weight : bias;
    if (spec.role() == ParameterRole.WEIGHT && !tensors.has(weight)) {
      missing(spec, notThere(weight));
      return;
    }
    List<String> from = new ArrayList<>(names);
    if (tensors.has(own)) {
      from.add(0, own);
    }
    used.addAll(from);
    List<TensorDescription> described = from.stream().map(tensors::describe).toList();
    try {
      BatchNormalisation folding =
          new BatchNormalisation(
              value(names.get(0)),
              value(names.get(1)),
              value(names.get(2)),
              value(names.get(3)),
              mapping.epsilon());
      Tensor value =
          spec.role() == ParameterRole.WEIGHT
              ? folding.foldedWeight(value(weight))
              : folding.foldedBias(
                  tensors.find(bias).orElse(null),
                  tensors.find(weight).map(Tensor::precision).orElse(Precision.FLOAT32));
      if (!Arrays.equals(value.shape(), spec.dimensions())) {
        misfit(spec, described, "another shape");
      } else {
        found(spec, value, Origin.FOLDED, described, "with " + normalisation);
      }
    } catch (IllegalArgumentException e) {
      misfit(spec, described, e.getMessage());
    }
  }

  private Tensor value(String name) {
    return tensors.find(name).orElseThrow();
  }

  private void found(
      ParameterSpec spec, Tensor value, Origin origin, List<TensorDescription> from, String note) {
    values.put(spec.name(), value);
    parameters.add(new MatchedParameter(spec.name(), shape(spec), origin, from, note));
  }

  private void misfit(ParameterSpec spec, List<TensorDescription> from, String note) {
    parameters.add(new MatchedParameter(spec.name(), shape(spec), Origin.MISFIT, from, note));
  }

  private void missing(ParameterSpec spec, String note) {
    parameters.add(new MatchedParameter(spec.name(), shape(spec), Origin.MISSING, List.of(), note));
  }

  private static List<Long> shape(ParameterSpec spec) {
    return spec.shape().stream().map(Integer::longValue).toList();
  }
}
