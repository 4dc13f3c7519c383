package org.dietsnn.cli.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.dietsnn.application.failure.FailureException;
import org.dietsnn.application.failure.FailureKind;
import org.dietsnn.application.format.NameMapping;
import org.dietsnn.application.format.NameMapping.Constant;

/**
 * A YAML file that says where the parameters of a network stand in a file that names them
 * otherwise. Every key may be missing; those of the maps are names of the network.
 *
 * @param prefix taken off the names of the file
 * @param modules modules of the file that hold weight and bias
 * @param batchNormalisation batch normalisations of the file to fold
 * @param epsilon of the batch normalisations
 * @param tensors single tensors of the file
 * @param constants {@code zero} or {@code subsampling}
 * @param ignored tensors of the file that are left on purpose
 */
record MappingFile(
    String prefix,
    Map<String, String> modules,
    Map<String, String> batchNormalisation,
    Double epsilon,
    Map<String, String> tensors,
    Map<String, String> constants,
    List<String> ignored) {

  /**
   * Reads a file.
   *
   * @throws FailureException saying what in it cannot be and where
   */
  static NameMapping read(Path file) {
    try {
      MappingFile mapping = Yaml.MAPPER.readValue(Files.readString(file), MappingFile.class);
      if (mapping == null) {
        throw new FailureException(
            FailureKind.USAGE, "%s is empty, expected a mapping of names".formatted(file));
      }
      return mapping.names();
    } catch (NoSuchFileException e) {
      throw new FailureException(
          FailureKind.MISSING_INPUT, "there is no file %s; check its name".formatted(file), e);
    } catch (CharacterCodingException e) {
      throw new FailureException(
          FailureKind.USAGE,
          "%s holds bytes that are no UTF-8 text; save it as UTF-8".formatted(file),
          e);
    } catch (JsonProcessingException e) {
      throw new FailureException(
          FailureKind.USAGE,
          String.format(
              Locale.ROOT,
              "%s%s: %s; the keys are prefix, modules, batch-normalisation, epsilon, tensors, constants and ignored",
              file,
              e.getLocation() == null ? "" : ", line " + e.getLocation().getLineNr(),
              e.getOriginalMessage().lines().findFirst().orElse("not valid YAML")),
          e);
    } catch (IllegalArgumentException e) {
      throw new FailureException(FailureKind.USAGE, "%s: %s".formatted(file, e.getMessage()), e);
    } catch (IOException e) {
      throw new FailureException(
          FailureKind.INPUT_OUTPUT, "cannot read %s: %s".formatted(file, e), e);
    }
  }

  private NameMapping names() {
    requireValues("modules", orEmpty(modules).values());
    requireValues("batch-normalisation", orEmpty(batchNormalisation).values());
    requireValues("tensors", orEmpty(tensors).values());
    requireValues("ignored", Objects.requireNonNullElse(ignored, List.of()));
    Map<String, Constant> values = new LinkedHashMap<>();
    orEmpty(constants).forEach((name, word) -> values.put(name, constant(name, word)));
    return new NameMapping(
        Objects.requireNonNullElse(prefix, ""),
        orEmpty(modules),
        orEmpty(batchNormalisation),
        Objects.requireNonNullElse(epsilon, NameMapping.EPSILON),
        orEmpty(tensors),
        values,
        Objects.requireNonNullElse(ignored, List.of()));
  }

  private static void requireValues(String key, Collection<String> values) {
    if (values.stream().anyMatch(Objects::isNull)) {
      throw new IllegalArgumentException(key + " must have a name in every place, one is empty");
    }
  }

  private static Constant constant(String name, String word) {
    try {
      return Constant.valueOf(String.valueOf(word).toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "constants.%s must be zero or subsampling, found %s".formatted(name, word), e);
    }
  }

  private static Map<String, String> orEmpty(Map<String, String> map) {
    return map == null ? Map.of() : map;
  }
}
