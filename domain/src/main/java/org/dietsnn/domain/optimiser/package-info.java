/**
 * The mathematics of learning steps: optimisers as element-wise update rules, and learning-rate
 * schedules. Who calls them when is the application's affair; on which device they run the
 * adapters'.
 */
package org.dietsnn.domain.optimiser;
