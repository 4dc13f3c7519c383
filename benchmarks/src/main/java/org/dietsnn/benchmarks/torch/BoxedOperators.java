package org.dietsnn.benchmarks.torch;

import org.bytedeco.pytorch.CompilationUnit;
import org.bytedeco.pytorch.Dispatcher;
import org.bytedeco.pytorch.Function;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.IValueVector;
import org.bytedeco.pytorch.OperatorHandle;
import org.bytedeco.pytorch.QualifiedName;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Operators that the Java binding has no method for, called by name through the dispatcher: oneDNN
 * convolutions and dense layers with packed weights, and the fused Adam. Lists, which the binding
 * cannot box, are made by TorchScript functions.
 *
 * <p>Must be created outside of any {@code PointerScope}.
 */
final class BoxedOperators {
  private static final String LISTS =
      """
      def no_scalars():
          x: List[Optional[number]] = []
          return x

      def no_tensors():
          x: List[Tensor] = []
          return x

      def one_tensor(x: Tensor):
          return [x]

      def two_numbers(x: int):
          return [x, x]
      """;

  private final OperatorHandle convolution = find("mkldnn::_convolution_pointwise");
  private final OperatorHandle linear = find("mkldnn::_linear_pointwise");
  private final OperatorHandle packLinear = find("mkldnn::_reorder_linear_weight");
  private final OperatorHandle fusedAdam = find("aten::_fused_adam_");

  private final CompilationUnit lists = torch.compile(LISTS);
  private final Function oneTensor = function("one_tensor");
  private final Function twoNumbers = function("two_numbers");
  private final IValue noScalars = function("no_scalars").apply(new IValueVector());
  private final IValue noTensors = function("no_tensors").apply(new IValueVector());

  private static OperatorHandle find(String name) {
    return Dispatcher.realSingleton().findSchemaOrThrow(name, "");
  }

  private Function function(String name) {
    return lists.find_function(new QualifiedName(name));
  }

  /**
   * A convolution without bias of a dense channels-last tensor.
   *
   * @param packed as {@code mkldnn_reorder_conv2d_weight} returns it
   */
  Tensor convolution(Tensor input, Tensor packed, int stride, int padding) {
    return call(
        convolution,
        new IValue(input),
        new IValue(packed),
        new IValue(),
        pair(padding),
        pair(stride),
        pair(1),
        new IValue(1L),
        new IValue("none"),
        noScalars,
        new IValue());
  }

  /** The weight of a dense layer in the layout that oneDNN wants for so many rows. */
  Tensor packLinear(Tensor weight, long rows) {
    return call(packLinear, new IValue(weight), new IValue(rows));
  }

  /**
   * {@code input weight^T} by oneDNN.
   *
   * @param weight packed or, for a single use, as it is
   */
  Tensor linear(Tensor input, Tensor weight) {
    return call(
        linear,
        new IValue(input),
        new IValue(weight),
        new IValue(),
        new IValue("none"),
        noScalars,
        new IValue());
  }

  /** One step of Adam, in one pass over a parameter and its state; they are modified. */
  void adam(Tensor values, Tensor gradient, Tensor first, Tensor second, Tensor step, double rate) {
    IValueVector stack =
        new IValueVector(
            list(values),
            list(gradient),
            list(first),
            list(second),
            noTensors,
            list(step),
            new IValue(rate),
            new IValue(0.9),
            new IValue(0.999),
            new IValue(0.0),
            new IValue(1e-8),
            new IValue(false),
            new IValue(false),
            new IValue(),
            new IValue());
    fusedAdam.callBoxed(stack);
  }

  private static Tensor call(OperatorHandle operator, IValue... arguments) {
    IValueVector stack = new IValueVector(arguments);
    operator.callBoxed(stack);
    return Layout.own(stack.get(0).toTensor());
  }

  private IValue list(Tensor tensor) {
    return oneTensor.apply(new IValueVector(new IValue(tensor)));
  }

  private IValue pair(int number) {
    return twoNumbers.apply(new IValueVector(new IValue((long) number)));
  }
}
