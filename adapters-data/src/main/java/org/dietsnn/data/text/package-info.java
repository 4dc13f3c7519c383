/** Lists and other short texts that come with data sets. */
package org.dietsnn.data.text;
