package org.dietsnn.cli.config;

import java.util.ArrayList;
import java.util.List;

/** The flags for configuration keys, by what they are about. */
public final class Settings {
  private Settings() {}

  /** Images and machine: every command that works on images of a data set. */
  public static List<Setting> common() {
    return joined(
        images(),
        machine(),
        List.of(
            setting("evaluate.batch", "N", "images at a time when measuring", "--evaluate-batch")));
  }

  /** Where images come from. */
  public static List<Setting> images() {
    return List.of(
        setting(
            "data.folder", "DIR", "folder of the images; without it the bundled digits", "--data"),
        setting(
            "data.set",
            "NAME",
            "data set in the folder: digits, cifar10, cifar100, imagenet, folder (of class folders),"
                + " idx (MNIST); auto: what the folder looks like",
            "--set"),
        setting(
            "data.crop",
            "N",
            "columns and rows that photographs are cut to; not given: 224",
            "--crop"),
        setting(
            "data.resize",
            "N",
            "shorter side of a photograph before its middle is cut out to measure; not given: 8/7 of"
                + " the crop",
            "--resize"),
        setting(
            "data.crop-scale",
            "X",
            "least share of a photograph's area that is cut out to train",
            "--crop-scale"),
        setting(
            "data.on-broken",
            "CHOICE",
            "about photographs that cannot be read: stop (naming the first), or skip and count them",
            "--on-broken"),
        setting(
            "data.threads",
            "N",
            "threads that read and decode photographs, 0 for all cores",
            "--decode-threads"),
        setting(
            "data.index",
            "DIR",
            "folder that keeps lists of image files; not given: the user's cache",
            "--index"),
        setting(
            "data.labels",
            "FILE",
            "classes of ImageNet's validation images; not given: the usual lists",
            "--val-labels"));
  }

  /** What computes and how. */
  public static List<Setting> machine() {
    return joined(
        List.of(
            setting(
                "backend",
                "NAME",
                "what computes, by its name in \"devices\"; auto: the best that is usable here",
                "--backend")),
        cpu());
  }

  /** How backends compute on the CPU. */
  public static List<Setting> cpu() {
    return List.of(
        setting("threads", "N", "threads of the CPU backend, 0 for all cores", "--threads"),
        setting("kernels", "NAME", "kernels of the CPU backend: auto, vector, plain", "--kernels"));
  }

  /** Where a run goes and what its random draws start from. */
  public static List<Setting> run() {
    return joined(
        List.of(
            setting("output", "DIR", "run folder", "--out"),
            setting(
                "checkpoint-minutes",
                "X",
                "minutes between checkpoints within an epoch, 0 for none",
                "--checkpoint-minutes")),
        seed());
  }

  /** What random draws start from. */
  public static List<Setting> seed() {
    return List.of(setting("seed", "N", "seed of all random draws", "--seed"));
  }

  /** The graph. */
  public static List<Setting> net() {
    return List.of(
        setting(
            "net.layers",
            "NET",
            "a known net (VGG5 VGG9 VGG11 VGG13 VGG16 VGG19 ResNet12 ResNet20 ResNet34), or channels of 3x3"
                + " convolutions and A for 2x2 average pooling",
            "--net"),
        setting(
            "net.dense",
            "N,N..",
            "hidden dense layers; with --net and without this: those the net was published with",
            "--dense"),
        setting("net.width", "X", "factor on every hidden width", "--width"),
        setting("net.kernel", "N", "side of the convolution kernels", "--kernel"),
        setting("net.bias", "true|false", "biases in convolutions and dense layers", "--bias"),
        setting(
            "net.initialisation",
            "NAME",
            "first weights: he (fan-in), authors",
            "--initialisation"));
  }

  /** The training of {@code ann} or {@code snn}. */
  public static List<Setting> training(String section) {
    return List.of(
        setting(section + ".epochs", "N", "passes through the training images", "--epochs"),
        setting(section + ".batch", "N", "images per step", "--batch"),
        setting(section + ".learning-rate", "X", "base learning rate", "--lr"),
        setting(
            section + ".optimiser",
            "CHOICE",
            "update rule: sgd(momentum=0.9), adam, adam-amsgrad",
            "--optimiser"),
        setting(section + ".weight-decay", "X", "L2 penalty on weights", "--weight-decay"),
        setting(
            section + ".schedule",
            "CHOICE",
            "factor on the rate: constant, step(divisor=5, at=0.6 0.8 0.9), cosine(warmup=0.05, end=0.01)",
            "--schedule"),
        setting(section + ".dropout", "X", "share of neurons silenced", "--dropout"),
        setting(
            section + ".crop-padding",
            "N",
            "zeros around an image before a random crop; not given: 4 for CIFAR, else 0",
            "--crop-padding"),
        setting(
            section + ".flip",
            "true|false",
            "mirror half of the images; not given: true for CIFAR and photographs, else false",
            "--flip"),
        setting(
            section + ".validation",
            "X",
            "share of the training images held out for choosing the best epoch",
            "--validation"));
  }

  /** The time steps. */
  public static List<Setting> timeSteps() {
    return List.of(
        setting("neuron.time-steps", "N", "time steps an image is shown", "--time-steps", "--T"));
  }

  /** The spiking neuron. */
  public static List<Setting> neuron() {
    return joined(
        timeSteps(),
        List.of(
            setting("neuron.reset", "NAME", "after a spike: soft, soft-unleaked, hard", "--reset"),
            setting(
                "neuron.surrogate",
                "CHOICE",
                "derivative of a spike: linear(gamma=0.3), exponential(alpha=0.3, beta=1),"
                    + " fast-sigmoid(slope=2), arctan(alpha=2), rectangular(width=1)",
                "--surrogate")));
  }

  /** The search for thresholds. */
  public static List<Setting> convert() {
    return List.of(
        setting("convert.percentile", "Q", "which current stands for the largest", "--percentile"),
        setting("convert.calibration", "N", "training images looked at", "--calibration"),
        setting("convert.search-steps", "N", "time steps looked at", "--search-steps"),
        setting(
            "convert.scalings",
            "X,X..",
            "factors on all thresholds; the best on the validation split is taken",
            "--scalings"),
        setting("convert.leak", "X", "leak of every population", "--leak"),
        setting(
            "convert.search", "NAME", "layers searched: all, or stem (as the authors)", "--search"),
        setting(
            "convert.default-threshold",
            "X",
            "threshold of layers not searched",
            "--default-threshold"));
  }

  /** Several lists as one. */
  @SafeVarargs
  public static List<Setting> joined(List<Setting>... lists) {
    List<Setting> all = new ArrayList<>();
    for (List<Setting> list : lists) {
      all.addAll(list);
    }
    return all;
  }

  private static Setting setting(String key, String label, String description, String... flags) {
    return new Setting(key, List.of(flags), label, description);
  }
}
