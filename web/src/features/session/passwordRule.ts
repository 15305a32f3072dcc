/** The fewest characters of a password; the server checks the same. */
export const SHORTEST_PASSWORD = 10;
