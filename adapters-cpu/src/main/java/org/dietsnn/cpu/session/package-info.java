/**
 * What every engine on the CPU asks of its callers before it computes: shapes, step counts, the
 * order of calls. No computing here.
 */
package org.dietsnn.cpu.session;
