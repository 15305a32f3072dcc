package io.quanjing.ingest.mapping;

import io.quanjing.ingest.mapping.Scope.Aggregate;
import java.util.List;

/**
 * One fact of many rows: the rows that {@code fact.when} holds for, grouped by a value.
 *
 * @param by the value that the rows of a group share
 * @param aggregates what is taken from the rows
 * @param fact the fact; its setters look at the aggregates
 */
record GroupRule(Expression by, List<Aggregate> aggregates, FactRule fact) {}
