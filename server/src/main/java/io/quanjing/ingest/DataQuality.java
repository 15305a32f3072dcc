package io.quanjing.ingest;

import java.util.List;

/** What is known of the quality of the data that came in: for the page, and for whoever is to be told when it turns bad. */
public interface DataQuality {

    /** The checks as the last pass left them, those of every shop. */
    List<QualityCheck> checks();
}
