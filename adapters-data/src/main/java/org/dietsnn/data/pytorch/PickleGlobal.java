package org.dietsnn.data.pytorch;

/**
 * The name of something of Python that a pickle refers to; only a name.
 *
 * @param name module and name with a dot between
 */
record PickleGlobal(String name) {}
