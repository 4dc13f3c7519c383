/**
 * The services behind the use cases: the one training loop, conversion, evaluation, classification,
 * benchmark. They know ports, never adapters.
 */
package org.dietsnn.application.service;
