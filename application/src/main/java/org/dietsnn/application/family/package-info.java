/**
 * Networks that are known from their publications: how the names and shapes of a file's tensors
 * tell which one it is, where its parameters stand and how its pixels were standardised. Reading
 * files and matching tensors are done elsewhere.
 */
package org.dietsnn.application.family;
