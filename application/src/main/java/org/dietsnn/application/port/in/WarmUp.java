package org.dietsnn.application.port.in;

/**
 * How long a benchmark runs before it measures, so that the JVM has compiled what is measured: at
 * least so many rounds, and at least so many seconds.
 *
 * @param rounds at least 0
 * @param seconds at least 0; 0 for exactly as many rounds
 */
public record WarmUp(int rounds, double seconds) {
  public WarmUp {
    if (rounds < 0) {
      throw new IllegalArgumentException("warm-up rounds " + rounds + ", must be >= 0");
    }
    if (!(seconds >= 0)) {
      throw new IllegalArgumentException("warm-up seconds " + seconds + ", must be >= 0");
    }
  }

  /** Exactly so many rounds. */
  public static WarmUp of(int rounds) {
    return new WarmUp(rounds, 0);
  }

  /** What is enough for most networks: 10 rounds, and 5 seconds. */
  public static WarmUp standard() {
    return new WarmUp(10, 5);
  }
}
