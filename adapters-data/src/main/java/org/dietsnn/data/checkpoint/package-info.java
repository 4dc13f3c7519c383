/**
 * Checkpoints and metrics as files: which texts and tensors a checkpoint consists of, and how its
 * model, provenance and training history read as JSON.
 */
package org.dietsnn.data.checkpoint;
