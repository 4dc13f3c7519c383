/**
 * The Neuromorphic Intermediate Representation (NIR): its nodes and edges, how they lie in an HDF5
 * file, and how they and this program's networks become each other. HDF5 itself is jHDF's concern.
 */
package org.dietsnn.data.nir;
