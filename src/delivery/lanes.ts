/**
 * Places for what is on its way to one linked account. Who comes first goes first, so what is claimed next waits
 * ready until the one before has gone, and no time is lost between them.
 */
export const createLanes = () => {
  const lanes = new Map<string, { taken: number; readonly waiting: (() => boolean)[] }>();

  /** Resolves when fewer than `most` are on their way, with what gives the place back. */
  return (linkedAccountId: string, most: number): Promise<() => void> =>
    new Promise((resolve) => {
      const lane = lanes.get(linkedAccountId) ?? { taken: 0, waiting: [] };
      lanes.set(linkedAccountId, lane);

      const next = (): void => {
        while (lane.waiting[0]?.()) lane.waiting.shift();
        if (lane.taken === 0 && lane.waiting.length === 0) lanes.delete(linkedAccountId);
      };
      const leave = (): void => {
        lane.taken -= 1;
        next();
      };
      const enter = (): boolean => {
        if (lane.taken >= most) return false;
        lane.taken += 1;
        resolve(leave);
        return true;
      };
      lane.waiting.push(enter);
      next();
    });
};
