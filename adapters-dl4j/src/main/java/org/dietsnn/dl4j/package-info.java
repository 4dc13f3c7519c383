/**
 * Reads the files that DeepLearning4J's ModelSerializer writes, from their JSON and their numbers
 * and without DeepLearning4J: no class that a file names is loaded. Training, updaters and
 * normalisers in such files are left.
 */
package org.dietsnn.dl4j;
