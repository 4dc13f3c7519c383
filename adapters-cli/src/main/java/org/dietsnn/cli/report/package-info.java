/** Results as tables, as a text chart and as JSON documents. */
package org.dietsnn.cli.report;
