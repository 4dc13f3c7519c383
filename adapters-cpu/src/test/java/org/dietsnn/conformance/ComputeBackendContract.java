package org.dietsnn.conformance;

/**
 * All that a compute backend must do. A backend conforms if a class of its tests extends this one,
 * says which backend is meant, and passes:
 *
 * <pre>
 *   class MyBackendConformanceTest extends ComputeBackendContract {
 *     &#64;Override
 *     public ComputeBackend backend() {
 *       return new MyBackend();
 *     }
 *   }
 * </pre>
 *
 * <p>While a backend grows, its test may implement single contracts instead.
 */
public abstract class ComputeBackendContract
    implements ForwardContract,
        GradientContract,
        OptimiserContract,
        ProbeContract,
        StateContract,
        CheckpointContract,
        DeterminismContract,
        ResourceContract,
        RefusalContract,
        TrainingContract,
        GoldenContract {}
