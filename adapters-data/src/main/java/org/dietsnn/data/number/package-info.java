/** Number formats that Java has no type for. Which file uses which is decided there. */
package org.dietsnn.data.number;
