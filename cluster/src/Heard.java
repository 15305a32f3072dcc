import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What somebody was answered, each different answer with how often. */
final class Heard {

    /** Problem codes with the sentence that came with them first, over the whole run. */
    private static final Map<String, String> SENTENCES = new TreeMap<>();

    private final Map<String, Integer> times = new LinkedHashMap<>();
    private final Set<String> pieces = new TreeSet<>();

    synchronized void add(Door.Answer answer) {
        String said = answer.status() == 0 ? "no connection" : (answer.status() + " " + answer.code()).strip();
        times.merge(said, 1, Integer::sum);
        if (!answer.code().isEmpty()) {
            synchronized (SENTENCES) {
                SENTENCES.putIfAbsent(answer.code(), answer.detail());
            }
        }
    }

    /** Notes of which pieces a page says that they are away. */
    synchronized void said(List<String> away) {
        pieces.addAll(away);
    }

    synchronized void clear() {
        times.clear();
        pieces.clear();
    }

    /** For a cell of a table. */
    synchronized String text() {
        String answers = times.isEmpty()
                ? "–"
                : times.entrySet().stream()
                        .map(each -> each.getKey() + " × " + each.getValue())
                        .collect(Collectors.joining(", "));
        return pieces.isEmpty() ? answers : answers + "; says away: " + String.join(", ", pieces);
    }

    static Map<String, String> sentences() {
        synchronized (SENTENCES) {
            return new TreeMap<>(SENTENCES);
        }
    }
}
