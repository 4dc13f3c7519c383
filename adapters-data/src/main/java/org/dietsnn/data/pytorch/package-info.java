/**
 * Checkpoints of PyTorch, both the zip archives of today and the files before version 1.6, read by
 * an interpreter of pickles that builds texts, numbers, lists, dictionaries and tensors and refuses
 * everything else. Which network the tensors belong to is decided elsewhere.
 */
package org.dietsnn.data.pytorch;
