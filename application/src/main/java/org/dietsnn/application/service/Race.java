package org.dietsnn.application.service;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.dietsnn.application.port.in.BenchmarkedPass;
import org.dietsnn.application.port.in.CompareCommand;
import org.dietsnn.application.port.in.PassTimes;
import org.dietsnn.application.port.out.Contestant;
import org.dietsnn.application.port.out.PeakMemory;
import org.dietsnn.application.port.out.ProgressListener;
import org.dietsnn.application.port.out.Workload;

/**
 * Rounds in which every contestant runs one batch, one after the other. All are open all the time;
 * who waits computes nothing.
 *
 * @param command what to time and how often
 * @param batch one batch
 * @param progress told about rounds
 */
record Race(CompareCommand command, Workload batch, ProgressListener progress) {

  /**
   * What was measured of one contestant.
   *
   * @param openSeconds until its backend was open
   * @param idle the most memory until then
   * @param passes in the order of the command
   */
  record Lane(double openSeconds, PeakMemory idle, List<PassTimes> passes) {}

  /** Has backends run, in this order in the first round. */
  List<Lane> run(List<String> names) {
    List<Contestant> contestants = new ArrayList<>();
    try {
      List<Lane> lanes = start(names, contestants);
      for (BenchmarkedPass pass : command.passes()) {
        List<PassTimes> times = times(pass, contestants);
        for (int c = 0; c < times.size(); c++) {
          lanes.get(c).passes().add(times.get(c));
        }
      }
      return lanes;
    } finally {
      contestants.forEach(Contestant::close);
    }
  }

  private List<Lane> start(List<String> names, List<Contestant> contestants) {
    List<Lane> lanes = new ArrayList<>();
    progress.begin("starting", names.size());
    try {
      for (String name : names) {
        Contestant contestant = command.contestants().start(name, command.settings(), batch);
        contestants.add(contestant);
        lanes.add(new Lane(contestant.openSeconds(), contestant.peakMemory(), new ArrayList<>()));
        progress.advance(lanes.size(), name);
      }
    } finally {
      // A bar that is still there would cover what a failure says.
      progress.end();
    }
    return lanes;
  }

  private List<PassTimes> times(BenchmarkedPass pass, List<Contestant> contestants) {
    String name = pass.name().toLowerCase(Locale.ROOT);
    progress.begin(name, 1L + command.warmUp() + command.rounds());
    try {
      List<Double> first = firstBatches(pass, contestants);
      List<List<Double>> seconds = rounds(contestants);
      List<PassTimes> times = new ArrayList<>();
      for (int c = 0; c < contestants.size(); c++) {
        times.add(
            new PassTimes(
                pass, batch.size(), first.get(c), seconds.get(c), contestants.get(c).peakMemory()));
      }
      return times;
    } finally {
      progress.end();
    }
  }

  private List<Double> firstBatches(BenchmarkedPass pass, List<Contestant> contestants) {
    List<Double> first = new ArrayList<>();
    for (Contestant contestant : contestants) {
      first.add(
          switch (pass) {
            case INFERENCE -> contestant.beginInference();
            case TRAINING -> contestant.beginTraining();
          });
    }
    progress.advance(1, "first batch");
    return first;
  }

  private List<List<Double>> rounds(List<Contestant> contestants) {
    List<List<Double>> seconds = new ArrayList<>();
    contestants.forEach(contestant -> seconds.add(new ArrayList<>()));
    for (int round = 0; round < command.warmUp() + command.rounds(); round++) {
      for (int turn = 0; turn < contestants.size(); turn++) {
        int c = (round + turn) % contestants.size();
        double taken = contestants.get(c).again();
        if (round >= command.warmUp()) {
          seconds.get(c).add(taken);
        }
      }
      progress.advance(round + 2, round < command.warmUp() ? "warm-up" : "");
    }
    return seconds;
  }
}
