package io.quanjing.ingest.mapping;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** The channels that every shop knows, by their ids and by their titles. */
final class ChannelNames {

    private static final String SEED = "/warehouse/seed/channel.csv";
    private static final Map<String, String> IDS = read();

    private ChannelNames() {}

    /** The channel's id; another text as it is, because a shop may have channels of its own. */
    static String id(String text) {
        return IDS.getOrDefault(Values.word(text), text);
    }

    private static Map<String, String> read() {
        Map<String, String> ids = new HashMap<>();
        try (InputStream in = Objects.requireNonNull(ChannelNames.class.getResourceAsStream(SEED), SEED);
                CsvReader<NamedCsvRecord> rows =
                        CsvReader.builder().ofNamedCsvRecord(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            for (NamedCsvRecord row : rows) {
                String id = row.getField("channel");
                for (String column : new String[] {"channel", "title", "title_en"}) {
                    ids.put(Values.word(row.getField(column)), id);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Map.copyOf(ids);
    }
}
