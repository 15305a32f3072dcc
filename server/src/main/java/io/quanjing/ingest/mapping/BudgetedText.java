package io.quanjing.ingest.mapping;

/** A text that a regular expression may look at so many times and no more, so that no pattern of a mapping can hold an import up. */
final class BudgetedText implements CharSequence {

    private static final int LOOKS = 2_000_000;

    private final String text;
    private int looks;

    BudgetedText(String text) {
        this.text = text;
    }

    /** The budget is used up. */
    @SuppressWarnings("serial")
    static final class Spent extends RuntimeException {
        Spent() {
            super("spent", null, false, false);
        }
    }

    @Override
    public int length() {
        return text.length();
    }

    @Override
    public char charAt(int index) {
        if (++looks > LOOKS) {
            throw new Spent();
        }
        return text.charAt(index);
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        return text.substring(start, end);
    }

    @Override
    public String toString() {
        return text;
    }
}
