package io.quanjing.job;

import java.time.Duration;

/**
 * The processes that work on this installation's operational database: several replicas behind a load balancer, or just this one. Each says
 * every few seconds that it lives.
 */
public interface Replicas {

    /** This process. The id lies in the data folder, which has one process at a time: a restart has the same id as the process before it. */
    String self();

    /**
     * Whether another replica has said nothing for so long, measured on the database's clock. Never true before this process itself has reached
     * the database for as long without a break: after the database was away, nobody has spoken for a while, and everybody may live.
     *
     * @param replica its id; one that is not known is silent
     */
    boolean silent(String replica, Duration since);
}
