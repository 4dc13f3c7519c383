/**
 * What every compute backend asks of its callers before it computes: shapes, step counts, the order
 * of calls; adapters build their sessions on it. No computing here.
 */
package org.dietsnn.application.session;
