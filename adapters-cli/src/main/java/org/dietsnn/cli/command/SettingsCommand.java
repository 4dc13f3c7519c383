package org.dietsnn.cli.command;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.dietsnn.cli.config.ConfigLayers;
import org.dietsnn.cli.config.RunConfig;
import org.dietsnn.cli.config.Setting;
import org.dietsnn.cli.config.Settings;
import org.dietsnn.cli.console.Console;
import org.dietsnn.cli.pipeline.Bench;
import org.dietsnn.cli.pipeline.ExistingRun;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.OptionSpec;

/**
 * A command that is told what to do by the configuration. Its flags for configuration keys are made
 * from {@link Settings}, so that key, flag, help and default cannot drift apart.
 */
@Command
public abstract class SettingsCommand extends ProgramCommand {
  @Mixin private ConfigOptions config;

  private final List<Setting> settings;

  SettingsCommand(Surroundings surroundings, List<Setting> settings) {
    super(surroundings);
    this.settings = List.copyOf(settings);
  }

  /** Adds the flags of the settings to the options of the command. */
  public void addFlags() {
    Map<String, String> defaults = ConfigLayers.flattened(base().build());
    for (Setting setting : settings) {
      String value = defaults.get(setting.key());
      OptionSpec.Builder option =
          OptionSpec.builder(setting.flags().toArray(String[]::new))
              .paramLabel(setting.label())
              .type(String.class)
              .showDefaultValue(Visibility.NEVER)
              .description(
                  "%s. Default: %s"
                      .formatted(
                          capitalised(setting.description()).replace("%", "%%"),
                          value.isEmpty() ? "not given" : value));
      if (setting.yesOrNo()) {
        option.arity("0..1").fallbackValue("true");
      }
      spec().addOption(option.build());
    }
  }

  private static String capitalised(String text) {
    return Character.toUpperCase(text.charAt(0)) + text.substring(1);
  }

  /** The layer below file and flags. */
  ConfigLayers base() {
    return new ConfigLayers();
  }

  /** The file given as an argument of the command, if it takes one. */
  Path file() {
    return config.file;
  }

  @Override
  public final Integer call() {
    RunConfig effective = configuration();
    if (config.print) {
      String set = effective.data().set();
      boolean known = !set.equals("auto") || effective.data().folder() == null;
      RunConfig printed =
          known ? effective.resolvedFor(set.equals("auto") ? "digits" : set) : effective;
      surroundings().out().print(ConfigLayers.toYaml(printed));
      surroundings().out().flush();
      return 0;
    }
    perform(effective, console());
    return 0;
  }

  private RunConfig configuration() {
    ConfigLayers layers = base();
    if (file() != null) {
      layers.file(file());
    }
    config.values.forEach((key, value) -> layers.value(key, value, "--with " + key));
    for (Setting setting : settings) {
      String flag = setting.flags().get(0);
      String value = spec().findOption(flag).getValue();
      if (value != null) {
        layers.value(setting.key(), value, flag);
      }
    }
    return layers.build();
  }

  /** Opens what the stages need. */
  final Bench bench(RunConfig effective, Console console, ExistingRun existing) {
    return Bench.open(useCases(), effective, console.progress(), existing);
  }

  /** Does the work of the command and tells its result. */
  abstract void perform(RunConfig effective, Console console);
}
