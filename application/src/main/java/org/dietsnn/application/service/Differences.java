package org.dietsnn.application.service;

import org.dietsnn.domain.network.Parameters;

/** How far apart results are. */
final class Differences {
  private Differences() {}

  /** The greatest absolute difference of two elements at the same place; NaN if one is NaN. */
  static double greatest(double[] a, double[] b) {
    double greatest = 0;
    for (int i = 0; i < a.length; i++) {
      greatest = Math.max(greatest, Math.abs(a[i] - b[i]));
    }
    return greatest;
  }

  /** The same over all parameters of a name. */
  static double greatest(Parameters a, Parameters b) {
    double greatest = 0;
    for (String name : a.values().keySet()) {
      greatest = Math.max(greatest, greatest(a.get(name).toDoubles(), b.get(name).toDoubles()));
    }
    return greatest;
  }

  /** The Euclidean distance of two points, all parameters being coordinates of one space. */
  static double distance(Parameters a, Parameters b) {
    double squares = 0;
    for (String name : a.values().keySet()) {
      double[] first = a.get(name).toDoubles();
      double[] second = b.get(name).toDoubles();
      for (int i = 0; i < first.length; i++) {
        squares += (first[i] - second[i]) * (first[i] - second[i]);
      }
    }
    return Math.sqrt(squares);
  }

  /** The Euclidean norm of a point. */
  static double norm(Parameters a) {
    double squares = 0;
    for (String name : a.values().keySet()) {
      for (double value : a.get(name).toDoubles()) {
        squares += value * value;
      }
    }
    return Math.sqrt(squares);
  }

  /** A difference as a share of a whole; of nothing, 0 if there is none either. */
  static double relative(double difference, double whole) {
    return difference == 0 ? 0 : difference / whole;
  }
}
