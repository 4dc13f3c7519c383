/** Ports and the use cases behind them: training, conversion, evaluation and comparison. */
package org.dietsnn.application;
