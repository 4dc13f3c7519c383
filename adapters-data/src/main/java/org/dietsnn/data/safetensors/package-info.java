/**
 * The safetensors format: a JSON header that names tensors and texts, then the tensors' bytes
 * without holes; https://github.com/huggingface/safetensors. What the tensors and texts mean is
 * decided elsewhere.
 */
package org.dietsnn.data.safetensors;
