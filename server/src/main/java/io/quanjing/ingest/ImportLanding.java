package io.quanjing.ingest;

import java.nio.file.Path;

/** Where uploads and rejected rows lie. */
record ImportLanding(Path folder) {}
