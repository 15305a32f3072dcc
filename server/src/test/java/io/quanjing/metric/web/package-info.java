@NullMarked
package io.quanjing.metric.web;

import org.jspecify.annotations.NullMarked;
