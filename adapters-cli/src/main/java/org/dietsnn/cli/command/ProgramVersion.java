package org.dietsnn.cli.command;

import org.dietsnn.application.run.Versions;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints. */
public final class ProgramVersion implements IVersionProvider {
  @Override
  public String[] getVersion() {
    return new String[] {"dietsnn " + Versions.dietsnn(), "Java " + Versions.java()};
  }
}
