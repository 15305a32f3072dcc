import java.util.List;

/** A whole cluster on this machine. Run it with bin/cluster, which says what it knows. */
final class Cluster {

    private Cluster() {}

    public static void main(String[] arguments) throws Exception {
        RunFolder folder = RunFolder.fromEnvironment();
        try {
            switch (arguments[0]) {
                case "up" -> up(folder);
                case "down" -> down(folder);
                case "status" -> status(folder);
                case "kill-run" -> KillRun.main(folder, List.of(arguments).subList(1, arguments.length));
                default -> throw new IllegalArgumentException("up, down, status or kill-run, not " + arguments[0]);
            }
        } catch (ClusterProblem problem) {
            System.err.println(problem.getMessage());
            System.exit(1);
        }
    }

    /** Starts what does not run, waits until each answers, and fills an empty cluster. */
    private static void up(RunFolder folder) throws Exception {
        Servers servers = new Servers(folder.prepare());
        for (List<Server> together : servers.inOrder()) {
            for (Server server : together) {
                if (server.running()) {
                    say(server.name() + " runs already");
                } else {
                    server.start();
                    say("starting " + server.name() + " …");
                }
            }
            for (Server server : together) {
                say(server.name() + " answers at " + server.address() + " after " + Seconds.text(server.awaitAnswer()));
            }
            if (together.contains(servers.lastBeforeReplicas())) {
                servers.fill();
            }
        }
        System.out.println();
        System.out.println("The cluster is complete. The page of replica A: " + servers.replicaA().address());
        System.out.println("The same figures at replica B:              " + servers.replicaB().address());
        System.out.println("Sign in as boss with the password boss-demo (administrator of the demo shops).");
        System.out.println("Stop everything with bin/cluster down; what was written stays in " + folder.root() + ".");
    }

    private static void down(RunFolder folder) throws Exception {
        if (!folder.exists()) {
            say("Nothing runs: there is no " + folder.root() + ".");
            return;
        }
        Servers servers = new Servers(folder);
        int stopped = 0;
        for (List<Server> together : servers.inOrder().reversed()) {
            together.forEach(Server::askToStop);
            for (Server server : together) {
                if (server.awaitStop()) {
                    say(server.name() + " stopped");
                    stopped++;
                }
            }
        }
        if (stopped == 0) {
            say("Nothing of the cluster in " + folder.root() + " runs.");
        }
    }

    private static void status(RunFolder folder) throws Exception {
        if (!folder.exists()) {
            System.out.println("Nothing runs: there is no " + folder.root() + ".");
            return;
        }
        for (Server server : new Servers(folder).all()) {
            String state = !server.running() ? "stopped" : server.answers() ? "answers" : "runs, does not answer";
            System.out.printf("%-18s %-22s %s%n", server.name(), state, server.address());
        }
    }

    static void say(String line) {
        System.err.println(line);
    }
}
