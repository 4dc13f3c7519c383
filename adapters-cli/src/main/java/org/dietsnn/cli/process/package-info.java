/** What the operating system and the JVM know about this process. */
package org.dietsnn.cli.process;
