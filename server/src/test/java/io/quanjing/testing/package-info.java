/** What tests of several modules stand on: a real PostgreSQL, the sample data. */
@NullMarked
package io.quanjing.testing;

import org.jspecify.annotations.NullMarked;
