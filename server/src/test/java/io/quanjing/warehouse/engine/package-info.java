@NullMarked
package io.quanjing.warehouse.engine;

import org.jspecify.annotations.NullMarked;
