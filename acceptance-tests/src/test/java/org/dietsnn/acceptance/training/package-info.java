/** What a user of the training and the conversion relies on, with the real engines. */
package org.dietsnn.acceptance.training;
