/**
 * Reports as pages: one file of HTML that needs nothing else, with charts as SVG inside. What is
 * measured and how figures are written is decided elsewhere.
 */
package org.dietsnn.cli.page;
