/** How failures that a user can mend are told: one sentence and a kind. */
package org.dietsnn.application.failure;
