package io.quanjing.ingest;

import io.quanjing.kernel.ErrorCode;

/** Why a file, a mapping or an import request is refused. The reasons for single rows are {@link RowReason}. */
public enum IngestError implements ErrorCode {
    /** No format has this name. */
    UNKNOWN_FORMAT(Kind.INVALID),
    /** The format {@code csv} needs a mapping file, or another format was given one. */
    MAPPING_MISSING(Kind.INVALID),
    /** The mapping file breaks a rule of the mapping language. */
    MAPPING_INVALID(Kind.INVALID),
    /** There is no such file. */
    FILE_MISSING(Kind.INVALID),
    /** The file cannot be opened or read. */
    FILE_UNREADABLE(Kind.INVALID),
    /** A folder stands where a file is asked. */
    FILE_IS_FOLDER(Kind.INVALID),
    /** The file has no content, the folder no file. */
    FILE_EMPTY(Kind.INVALID),
    /** A template has its header and nothing below it. */
    TEMPLATE_EMPTY(Kind.INVALID),
    /** There is no template of this name. */
    UNKNOWN_TEMPLATE(Kind.NOT_FOUND),
    /** A template is asked for as another kind of file than there is. */
    TEMPLATE_FORM(Kind.INVALID),
    /** The archive or workbook is cut off or damaged. */
    FILE_BROKEN(Kind.INVALID),
    /** The archive unpacks to far more than a data file would. */
    FILE_BOMB(Kind.TOO_LARGE),
    /** The content is not text in a known encoding, nor a workbook. */
    FILE_NOT_TEXT(Kind.INVALID),
    /** One row is longer than the limit. */
    ROW_TOO_LONG(Kind.TOO_LARGE),
    /** No format recognises the file. */
    FORMAT_UNRECOGNISED(Kind.INVALID),
    /** Several formats recognise the file equally well. */
    FORMAT_AMBIGUOUS(Kind.INVALID),
    /** What a person says of a file breaks a rule. */
    DRAFT_INVALID(Kind.INVALID),
    /** A field that every row needs has no column and no constant. */
    DRAFT_INCOMPLETE(Kind.INVALID),
    /** Files of the kind are recognised already, by another format. */
    FORMAT_KNOWN(Kind.CONFLICT),
    /** The name belongs to another format. */
    FORMAT_NAME_TAKEN(Kind.CONFLICT),
    /** There is no format of this name that somebody made on the page. */
    UNKNOWN_OWN_FORMAT(Kind.NOT_FOUND),
    /** As many files as may be looked at or rehearsed at a time are. */
    REHEARSALS_BUSY(Kind.TOO_MANY),
    /** The columns that the format needs are not there. */
    HEADER_MISSING(Kind.INVALID),
    /** A file of the format needs another one in the same run. */
    COMPANION_MISSING(Kind.INVALID),
    /** A row cannot be taken and does not tell which group of rows would be short of it. */
    GROUP_UNKNOWN(Kind.INVALID),
    /** The format's amounts are in another currency than the shop's. */
    CURRENCY_MISMATCH(Kind.INVALID),
    /** A mapping keeps more rows in memory than the limit. */
    MEMORY_LIMIT(Kind.TOO_LARGE),
    /** The upload is larger than the limit. */
    UPLOAD_TOO_LARGE(Kind.TOO_LARGE),
    /** The upload is not a complete form with its fields. */
    UPLOAD_INVALID(Kind.INVALID),
    /** The disk has no room for the landing file. */
    DISK_FULL(Kind.UNAVAILABLE),
    /** The caller may not import into this shop. */
    SHOP_FORBIDDEN(Kind.FORBIDDEN),
    /** There is no import of this id. */
    UNKNOWN_IMPORT(Kind.NOT_FOUND),
    /** The import has kept no rows that could be taken back. */
    NOTHING_TO_UNDO(Kind.CONFLICT),
    /** The import was taken back already, or is being. */
    UNDONE_ALREADY(Kind.CONFLICT),
    /** Another import has taken these rejected rows in again. */
    MENDED_ALREADY(Kind.CONFLICT),
    /** The import has no rejected rows that could be mended. */
    NOTHING_TO_MEND(Kind.CONFLICT),
    /** The rejected rows were kept long enough and are deleted. */
    QUARANTINE_GONE(Kind.NOT_FOUND),
    /** The rejected rows lie in the data folder of another replica. */
    QUARANTINE_ELSEWHERE(Kind.NOT_FOUND),
    /** The folder that replicas share for uploads cannot be used. */
    LANDING_UNUSABLE(Kind.UNAVAILABLE),
    /** The import was cut off after its rows were kept, and before their counts were. */
    INTERRUPTED_AFTER_COMMIT(Kind.UNAVAILABLE),
    /** The process ended while the import ran. */
    INTERRUPTED(Kind.UNAVAILABLE),
    /** A broken promise of ours. */
    UNEXPECTED(Kind.INTERNAL);

    private final Kind kind;

    IngestError(Kind kind) {
        this.kind = kind;
    }

    @Override
    public Kind kind() {
        return kind;
    }

    @Override
    public String module() {
        return "ingest";
    }
}
