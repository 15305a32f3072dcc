/** Imports over HTTP. */
@NullMarked
package io.quanjing.ingest.web;

import org.jspecify.annotations.NullMarked;
