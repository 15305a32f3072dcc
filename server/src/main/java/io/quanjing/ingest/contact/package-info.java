/** Telephone numbers and e-mail addresses of customers: found by a keyed hash, and readable under the installation's key alone. */
@NullMarked
package io.quanjing.ingest.contact;

import org.jspecify.annotations.NullMarked;
