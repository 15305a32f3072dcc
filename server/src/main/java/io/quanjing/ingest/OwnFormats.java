package io.quanjing.ingest;

import io.quanjing.access.Audit;
import io.quanjing.access.Caller;
import io.quanjing.ingest.draft.Draft;
import io.quanjing.ingest.draft.DraftMapping;
import io.quanjing.ingest.draft.RowKinds;
import io.quanjing.kernel.QuanjingException;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Makes, renames and ends the formats of this installation. They are everybody's: a file is recognised in whichever shop it comes. */
final class OwnFormats {

    private static final int MOST = 200;

    private final OwnFormatStore store;
    private final Formats formats;
    private final RowKinds kinds;
    private final Audit audit;

    OwnFormats(OwnFormatStore store, Formats formats, RowKinds kinds, Audit audit) {
        this.store = store;
        this.formats = formats;
        this.kinds = kinds;
        this.audit = audit;
    }

    List<OwnFormat> all() {
        return store.all();
    }

    /**
     * Keeps a draft as a format.
     *
     * @throws QuanjingException if its name is taken, files of its kind are recognised already, or the draft breaks a rule
     */
    OwnFormat save(Draft draft, Caller caller) {
        String mapping = formats.checked(draft.name(), DraftMapping.text(draft, kinds));
        refuseTaken(draft.name());
        formats.knownBy(draft, mapping).ifPresent(known -> {
            throw new QuanjingException(
                    IngestError.FORMAT_KNOWN,
                    "Files with these columns are recognised as " + known + " already, so that the format "
                            + draft.name()
                            + " would never be used. Maybe import them as that, or import this file without saving a format.",
                    Map.of("format", draft.name(), "known", known));
        });
        if (store.all().size() >= MOST) {
            throw new QuanjingException(
                    IngestError.DRAFT_INVALID,
                    "There are " + MOST + " formats of this installation, which is the limit. Maybe delete one.",
                    Map.of("what", "formats", "value", MOST));
        }
        if (!store.add(draft, mapping, caller.name())) {
            throw taken(draft.name());
        }
        audit.record(caller, ImportAction.FORMAT_SAVED, draft.name(), Map.of("kind", draft.kind()));
        return require(draft.name());
    }

    /** Gives a format another name; its source stays, so that rows of earlier imports are known again. */
    OwnFormat rename(String name, String other, Caller caller) {
        OwnFormat known = require(name);
        RowKinds.requireName(other);
        if (!known.name().equalsIgnoreCase(other)) {
            refuseTaken(other);
        }
        String mapping = formats.checked(other, DraftMapping.renamed(known.mapping(), other));
        if (!store.rename(known.name(), other, mapping)) {
            throw taken(other);
        }
        audit.record(caller, ImportAction.FORMAT_RENAMED, other, Map.of("before", known.name()));
        return require(other);
    }

    void delete(String name, Caller caller) {
        OwnFormat known = require(name);
        if (store.delete(known.name())) {
            audit.record(caller, ImportAction.FORMAT_DELETED, known.name(), Map.of());
        }
    }

    private OwnFormat require(String name) {
        return store.find(name)
                .orElseThrow(() -> new QuanjingException(
                        IngestError.UNKNOWN_OWN_FORMAT,
                        "There is no format " + name + " of this installation. Maybe somebody has deleted it.",
                        Map.of("format", name)));
    }

    private void refuseTaken(String name) {
        if (formats.names().stream().anyMatch(one -> one.equals(name.toLowerCase(Locale.ROOT)))
                || store.find(name).isPresent()) {
            throw taken(name);
        }
    }

    private static QuanjingException taken(String name) {
        return new QuanjingException(
                IngestError.FORMAT_NAME_TAKEN,
                "There is a format " + name + " already. Choose another name.",
                Map.of("format", name));
    }
}
