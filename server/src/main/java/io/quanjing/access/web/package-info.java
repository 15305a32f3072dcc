/** What holds for every answer over HTTP: errors as problem details, the files of the page, its content policy. */
@NullMarked
package io.quanjing.access.web;

import org.jspecify.annotations.NullMarked;
