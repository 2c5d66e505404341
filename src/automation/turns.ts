/** Picks one of some agents (UUIDs, at least one): the one whose turn it is. */
export type Turn = (agentIds: readonly string[]) => string;

/**
 * Goes round among agents, by itself in each process: counting in the database would cost every call a
 * statement and a lock, to share leads more evenly than one in as many processes as there are.
 */
export const createTurns = (): Turn => {
  const next = new Map<string, number>();
  return (agentIds) => {
    const [first] = agentIds;
    if (first === undefined) throw new Error('There is nobody to take turns.');
    const key = agentIds.join();
    const at = (next.get(key) ?? 0) % agentIds.length;
    next.set(key, at + 1);
    return agentIds[at] ?? first;
  };
};
