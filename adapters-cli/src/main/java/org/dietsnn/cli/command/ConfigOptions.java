package org.dietsnn.cli.command;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Option;

/** Configuration from elsewhere than a flag of its own. */
final class ConfigOptions {
  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "YAML file of settings; flags win over it. Default: none")
  Path file;

  @Option(
      names = "--with",
      paramLabel = "KEY=VALUE",
      description = "Set any key of the configuration, for example snn.epochs=5. Default: none")
  Map<String, String> values = new LinkedHashMap<>();

  @Option(
      names = "--print-config",
      description =
          "Print the configuration that holds, with all defaults, as YAML and do nothing else."
              + " Default: false")
  boolean print;
}
