package org.dietsnn.data.checkpoint;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.TreeMap;
import org.dietsnn.application.run.Provenance;
import org.dietsnn.data.json.Fields;
import org.dietsnn.data.json.Json;

/** Provenance as JSON. */
final class ProvenanceJson {
  private ProvenanceJson() {}

  static ObjectNode write(Provenance provenance) {
    ObjectNode json =
        Json.object()
            .put("config", provenance.config())
            .put("seed", provenance.seed())
            .put("validation", provenance.validation())
            .put("data", provenance.data())
            .put("dataFingerprint", provenance.dataFingerprint());
    ObjectNode versions = json.putObject("versions");
    // Sorted, so that equal checkpoints are equal files.
    new TreeMap<>(provenance.versions()).forEach(versions::put);
    return json.put("origin", provenance.origin());
  }

  static Provenance read(Fields json) {
    return new Provenance(
        json.text("config"),
        json.longInteger("seed"),
        json.number("validation"),
        json.text("data"),
        json.text("dataFingerprint"),
        json.object("versions").allTexts(),
        json.text("origin"));
  }
}
