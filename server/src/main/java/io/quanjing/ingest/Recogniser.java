package io.quanjing.ingest;

import io.quanjing.ingest.mapping.FileLayout;
import io.quanjing.ingest.mapping.Head;
import io.quanjing.ingest.mapping.Mapping;
import io.quanjing.ingest.source.ReadOptions;
import io.quanjing.kernel.QuanjingException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Tells by its first rows what a file is: of the one format that somebody named, or of any. */
interface Recogniser {

    /** What a file is. */
    record Recognised(Mapping mapping, FileLayout layout) {}

    /** How to open a file that nothing is known of yet. */
    ReadOptions options();

    /** How else to open one that is not recognised so. */
    default List<ReadOptions> otherOptions() {
        return List.of();
    }

    /** Whether a folder may be named in the place of its files. */
    boolean takesFolders();

    /** Whether a folder is one export with several files, so that what is not of it may lie beside. */
    boolean foldersAreExports();

    /**
     * What the file is, or nothing.
     *
     * @throws QuanjingException if it is clear what it is, and it breaks a rule
     */
    Optional<Recognised> recognise(String file, Head head);

    /** Words what is missing in a file that is nothing known. */
    QuanjingException unrecognised(String file, Head head);

    /** Files of one format. */
    record One(Mapping mapping) implements Recogniser {

        @Override
        public ReadOptions options() {
            return mapping.readOptions();
        }

        @Override
        public boolean takesFolders() {
            return mapping.takesFolders();
        }

        @Override
        public boolean foldersAreExports() {
            return mapping.takesFolders();
        }

        @Override
        public Optional<Recognised> recognise(String file, Head head) {
            return FileLayout.find(mapping, file, head).map(layout -> new Recognised(mapping, layout));
        }

        @Override
        public QuanjingException unrecognised(String file, Head head) {
            return FileLayout.unrecognised(mapping, file, head);
        }
    }

    /**
     * Files of any format with a header: the one most of whose columns are there.
     *
     * @param builtIn formats of the program, which go first
     * @param own formats of the installation
     */
    record Any(List<Mapping> builtIn, List<Mapping> own) implements Recogniser {

        @Override
        public ReadOptions options() {
            return ReadOptions.unknown();
        }

        @Override
        public List<ReadOptions> otherOptions() {
            return own.stream()
                    .map(Mapping::readOptions)
                    .filter(options -> !options.equals(ReadOptions.unknown()))
                    .distinct()
                    .toList();
        }

        @Override
        public boolean takesFolders() {
            return true;
        }

        @Override
        public boolean foldersAreExports() {
            return false;
        }

        @Override
        public Optional<Recognised> recognise(String file, Head head) {
            return best(builtIn, file, head).or(() -> best(own, file, head));
        }

        /** The name of the format of a file of which nothing but its head is known. */
        Optional<String> known(Head head) {
            try {
                return recognise("", head).map(found -> found.mapping().name());
            } catch (QuanjingException e) {
                // It is recognised as several, or as one whose rule it breaks: as none that takes it.
                return Optional.empty();
            }
        }

        private static Optional<Recognised> best(List<Mapping> mappings, String file, Head head) {
            List<Recognised> best = new ArrayList<>();
            QuanjingException broken = null;
            for (Mapping mapping : mappings) {
                try {
                    FileLayout.find(mapping, file, head)
                            .filter(layout -> layout.found() > 0)
                            .ifPresent(layout -> keep(best, new Recognised(mapping, layout)));
                } catch (QuanjingException e) {
                    broken = e;
                }
            }
            if (best.size() > 1) {
                List<String> names = best.stream().map(r -> r.mapping().name()).toList();
                throw new QuanjingException(
                        IngestError.FORMAT_AMBIGUOUS,
                        "The file " + file + " may be " + String.join(" or ", names)
                                + ": each has all columns that it needs. Name the format.",
                        Map.of("file", file, "formats", names));
            }
            if (best.isEmpty() && broken != null) {
                throw broken;
            }
            return best.stream().findFirst();
        }

        private static void keep(List<Recognised> best, Recognised found) {
            int most = best.isEmpty() ? 0 : best.getFirst().layout().found();
            if (found.layout().found() > most) {
                best.clear();
            }
            if (found.layout().found() >= most) {
                best.add(found);
            }
        }

        @Override
        public QuanjingException unrecognised(String file, Head head) {
            Mapping nearest = Stream.concat(builtIn.stream(), own.stream())
                    .max(Comparator.comparingInt(m -> FileLayout.nearness(m, head)))
                    .orElseThrow();
            String about = FileLayout.unrecognised(nearest, file, head).getMessage();
            return new QuanjingException(
                    IngestError.FORMAT_UNRECOGNISED,
                    "No format recognises the file " + file + ". The nearest is " + nearest.name() + ": " + about
                            + " Maybe say what its columns mean, with a mapping.",
                    Map.of("file", file, "nearest", nearest.name()));
        }
    }
}
