/** Things in the order of a number, the smallest first; of equals the one that came first. */
export const createHeap = <Item>() => {
  interface Entry {
    readonly key: number;
    readonly turn: number;
    readonly item: Item;
  }
  const heap: Entry[] = [];
  let turns = 0;
  const before = (a: Entry | undefined, b: Entry | undefined): boolean => {
    if (!a || !b) return a !== undefined;
    return a.key === b.key ? a.turn < b.turn : a.key < b.key;
  };
  const swap = (a: number, b: number): void => {
    const [first, second] = [heap[a], heap[b]];
    if (!first || !second) return;
    heap[a] = second;
    heap[b] = first;
  };

  return {
    size: (): number => heap.length,
    /** Key of the first; infinity when there is none. */
    next: (): number => heap[0]?.key ?? Number.POSITIVE_INFINITY,
    add: (key: number, item: Item): void => {
      turns += 1;
      heap.push({ key, turn: turns, item });
      for (let at = heap.length - 1; at > 0; ) {
        const parent = (at - 1) >> 1;
        if (!before(heap[at], heap[parent])) return;
        swap(at, parent);
        at = parent;
      }
    },
    take: (): Item | undefined => {
      const first = heap[0]?.item;
      swap(0, heap.length - 1);
      heap.pop();
      for (let at = 0; ; ) {
        const [left, right] = [2 * at + 1, 2 * at + 2];
        const least = before(heap[right], heap[left]) ? right : left;
        if (!before(heap[least], heap[at])) return first;
        swap(at, least);
        at = least;
      }
    },
  };
};
