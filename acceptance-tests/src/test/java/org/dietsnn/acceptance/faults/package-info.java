/**
 * A whole run on a disk that fails, at every single one of its operations: one sentence, the right
 * exit code, nothing lost, and a resumed run that ends as if nothing had happened.
 */
package org.dietsnn.acceptance.faults;
