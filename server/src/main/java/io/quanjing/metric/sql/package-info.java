/** Plans worded for an engine. jOOQ stays in here. */
@NullMarked
package io.quanjing.metric.sql;

import org.jspecify.annotations.NullMarked;
