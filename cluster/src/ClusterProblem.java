/** What the person at the terminal has to know; printed without a trace. */
final class ClusterProblem extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ClusterProblem(String message) {
        super(message);
    }
}
