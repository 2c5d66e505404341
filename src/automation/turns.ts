/** Picks one of some agents (UUIDs, at least one): the one whose turn it is. */
export type Turn = (agentIds: readonly string[]) => string;

/** Whose turn it is in one account, over as many calls as one transaction judges. */
export interface Turns {
  /** Who waited longest for a turn; of equals the first that is named. It counts only once it was taken. */
  readonly next: Turn;
  /** This agent got a call. */
  readonly took: (agentId: string) => void;
}

/** Goes on from who had which turn last, by agent; whoever is not there had none yet. */
export const turnsAfter = (last: ReadonlyMap<string, number>) => {
  const known = new Map(last);
  const taken = new Map<string, number>();
  const turns: Turns = {
    next: ([first, ...others]) => {
      if (first === undefined) throw new Error('There is nobody to take turns.');
      const waited = (id: string): number => known.get(id) ?? 0;
      return others.reduce((next, id) => (waited(id) < waited(next) ? id : next), first);
    },
    took: (agentId) => {
      const turn = Math.max(0, ...known.values()) + 1;
      known.set(agentId, turn);
      taken.set(agentId, turn);
    },
  };
  return { ...turns, taken: (): ReadonlyMap<string, number> => taken };
};

/** Goes round among agents and remembers nothing afterwards: for what is only tried. */
export const createTurns = (): Turn => {
  const { next, took } = turnsAfter(new Map());
  return (agentIds) => {
    const id = next(agentIds);
    took(id);
    return id;
  };
};
