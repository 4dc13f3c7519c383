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
      List<Lane> lanes = new ArrayList<>();
      progress.begin("starting", names.size());
      for (String name : names) {
        Contestant contestant = command.contestants().start(name, command.settings(), batch);
        contestants.add(contestant);
        lanes.add(new Lane(contestant.openSeconds(), contestant.peakMemory(), new ArrayList<>()));
        progress.advance(lanes.size(), name);
      }
      progress.end();
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

  private List<PassTimes> times(BenchmarkedPass pass, List<Contestant> contestants) {
    String name = pass.name().toLowerCase(Locale.ROOT);
    List<Double> first = new ArrayList<>();
    List<List<Double>> seconds = new ArrayList<>();
    progress.begin(name + ", first batch", contestants.size());
    for (Contestant contestant : contestants) {
      first.add(
          switch (pass) {
            case INFERENCE -> contestant.beginInference();
            case TRAINING -> contestant.beginTraining();
          });
      seconds.add(new ArrayList<>());
      progress.advance(first.size(), "");
    }
    progress.end();
    int all = command.warmUp() + command.rounds();
    progress.begin(name, all);
    for (int round = 0; round < all; round++) {
      for (int turn = 0; turn < contestants.size(); turn++) {
        int c = (round + turn) % contestants.size();
        double taken = contestants.get(c).again();
        if (round >= command.warmUp()) {
          seconds.get(c).add(taken);
        }
      }
      progress.advance(round + 1, round < command.warmUp() ? "warm-up" : "");
    }
    progress.end();
    List<PassTimes> times = new ArrayList<>();
    for (int c = 0; c < contestants.size(); c++) {
      times.add(
          new PassTimes(
              pass, batch.size(), first.get(c), seconds.get(c), contestants.get(c).peakMemory()));
    }
    return times;
  }
}
