package io.quanjing.migration;

/**
 * What a table has, so that two of them can be compared.
 *
 * @param rows how many
 * @param sum a check sum over every value of every row, in whatever order the rows are
 */
record TableSum(long rows, String sum) {}
