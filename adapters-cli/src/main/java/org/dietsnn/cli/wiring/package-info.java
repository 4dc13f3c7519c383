/** The composition root: joins adapters and use cases by Guice modules found with ServiceLoader. */
package org.dietsnn.cli.wiring;
