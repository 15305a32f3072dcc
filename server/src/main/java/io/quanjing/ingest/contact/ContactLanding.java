package io.quanjing.ingest.contact;

import java.util.List;

/** Where the contacts of a run wait until the run takes effect, since a run is kept as a whole or not at all. */
public interface ContactLanding {

    /** Keeps nothing: for what only tells what it would do. */
    ContactLanding NOWHERE = new ContactLanding() {
        @Override
        public void add(String run, String shop, List<Contact> contacts) {}

        @Override
        public void takeEffect(String run, String shop) {}

        @Override
        public void drop(String run) {}

        @Override
        public void undo(String run, String shop) {}

        @Override
        public long undoing(String run) {
            return 0;
        }
    };

    /**
     * Encrypts contacts and lets them wait for the end of a run.
     *
     * @param run the run's id
     * @param shop the shop's id
     */
    void add(String run, String shop, List<Contact> contacts);

    /** Keeps what waits of a run; to do so twice changes nothing. */
    void takeEffect(String run, String shop);

    /** Deletes what waits of a run that keeps nothing, or begins anew. */
    void drop(String run);

    /** Takes back what a run brought; what another run or a live source brought too stays. */
    void undo(String run, String shop);

    /** How many contacts {@link #undo} would take. */
    long undoing(String run);
}
