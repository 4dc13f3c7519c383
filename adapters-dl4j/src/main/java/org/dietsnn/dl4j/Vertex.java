package org.dietsnn.dl4j;

import java.util.List;

/**
 * One layer, or one operation between layers.
 *
 * @param name as the model has it
 * @param inputs names of what it reads
 * @param layer its configuration
 * @param before what changes the shape of its input first; has no type if nothing does
 */
record Vertex(String name, List<String> inputs, LayerConfig layer, LayerConfig before) {}
