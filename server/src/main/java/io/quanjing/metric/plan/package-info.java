/** A question, resolved into named steps that no engine knows yet. */
@NullMarked
package io.quanjing.metric.plan;

import org.jspecify.annotations.NullMarked;
