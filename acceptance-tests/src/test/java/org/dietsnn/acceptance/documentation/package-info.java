/** What the pages under {@code docs} show is what is compiled and run. */
package org.dietsnn.acceptance.documentation;
