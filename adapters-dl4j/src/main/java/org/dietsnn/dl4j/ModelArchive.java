package org.dietsnn.dl4j;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.dietsnn.application.failure.FailureException;
import org.dietsnn.application.failure.FailureKind;

/**
 * The zip archive that ModelSerializer writes. Only the configuration and the parameters are read;
 * a normaliser in it is a serialised Java object and never touched.
 */
final class ModelArchive implements AutoCloseable {
  private static final String CONFIGURATION = "configuration.json";
  private static final String COEFFICIENTS = "coefficients.bin";
  private static final String NORMALISER = "normalizer.bin";
  private static final String PREPROCESSOR = "preprocessor.bin";

  /** That of a network of a thousand layers is a tenth of it. */
  private static final int LARGEST_CONFIGURATION = 16 << 20;

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private final Dl4jFile file;
  private final ZipFile zip;

  private ModelArchive(Dl4jFile file, ZipFile zip) {
    this.file = file;
    this.zip = zip;
  }

  /** Whether an archive has the entries that make it a model of DeepLearning4J. */
  static boolean recognises(ZipFile zip) {
    return zip.getEntry(CONFIGURATION) != null
        && (zip.getEntry(COEFFICIENTS) != null || zip.getEntry("noParams.marker") != null);
  }

  /**
   * Opens a file.
   *
   * @throws FailureException if it is no such archive or cannot be read
   */
  static ModelArchive open(Dl4jFile file) {
    try {
      return new ModelArchive(file, new ZipFile(file.path().toFile()));
    } catch (IOException | IllegalArgumentException e) {
      throw file.damaged("its zip archive cannot be read (%s)".formatted(e.getMessage()), e);
    }
  }

  /** The configuration as a tree; the classes that it names are only names. */
  JsonNode configuration() {
    try (InputStream stream = stream(CONFIGURATION)) {
      byte[] text = stream.readNBytes(LARGEST_CONFIGURATION + 1);
      if (text.length > LARGEST_CONFIGURATION) {
        throw file.damaged(
            "its %s has more than %d bytes".formatted(CONFIGURATION, LARGEST_CONFIGURATION));
      }
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw file.damaged(
          "its %s is no JSON (%s)".formatted(CONFIGURATION, e.getOriginalMessage()), e);
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  /** All parameters of the network in a row. */
  float[] parameters() {
    try (DataInputStream stream =
        new DataInputStream(new BufferedInputStream(stream(COEFFICIENTS)))) {
      return new ArrayReader(file, stream, file.path().toFile().length()).vector();
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  /** Whether there is a normaliser, which is left. */
  boolean hasNormaliser() {
    return zip.getEntry(NORMALISER) != null || zip.getEntry(PREPROCESSOR) != null;
  }

  @Override
  public void close() {
    try {
      zip.close();
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  private InputStream stream(String name) throws IOException {
    ZipEntry entry = zip.getEntry(name);
    if (entry == null) {
      throw file.damaged("it has no %s".formatted(name));
    }
    return zip.getInputStream(entry);
  }

  private FailureException unreadable(IOException cause) {
    boolean content =
        cause instanceof java.util.zip.ZipException
            || cause instanceof java.io.EOFException
            || cause instanceof java.io.CharConversionException;
    return content
        ? file.damaged("its zip archive cannot be read (%s)".formatted(cause.getMessage()), cause)
        : new FailureException(
            FailureKind.INPUT_OUTPUT,
            "cannot read %s: %s; check its permissions".formatted(file.path(), cause),
            cause);
  }
}
