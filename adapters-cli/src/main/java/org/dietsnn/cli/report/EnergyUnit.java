package org.dietsnn.cli.report;

/** The unit in which a table gives energies: chosen by the greatest, the same for all its rows. */
enum EnergyUnit {
  MILLIJOULE("mJ", 1),
  MICROJOULE("uJ", 1e3);

  private static final double LEAST_MILLIJOULES = 0.1;

  private final String symbol;
  private final double perMillijoule;

  EnergyUnit(String symbol, double perMillijoule) {
    this.symbol = symbol;
    this.perMillijoule = perMillijoule;
  }

  static EnergyUnit of(double greatestMillijoules) {
    return greatestMillijoules >= LEAST_MILLIJOULES ? MILLIJOULE : MICROJOULE;
  }

  String perImage() {
    return symbol + "/image";
  }

  String header() {
    return "[" + perImage() + "]";
  }

  String figure(double millijoules) {
    return Figures.significant(millijoules * perMillijoule);
  }
}
