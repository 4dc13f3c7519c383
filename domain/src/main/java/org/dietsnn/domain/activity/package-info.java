/** What was counted while a network ran: spikes, and the operations executed for them. */
package org.dietsnn.domain.activity;
