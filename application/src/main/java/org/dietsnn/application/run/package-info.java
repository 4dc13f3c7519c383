/** The record of a training: checkpoints, metrics and where they came from. */
package org.dietsnn.application.run;
