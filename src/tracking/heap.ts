/** Things in the order of a number, the smallest first. */
export const createHeap = <Item>() => {
  const heap: { readonly key: number; readonly item: Item }[] = [];
  const keyAt = (at: number): number => heap[at]?.key ?? Number.POSITIVE_INFINITY;
  const swap = (a: number, b: number): void => {
    const [first, second] = [heap[a], heap[b]];
    if (!first || !second) return;
    heap[a] = second;
    heap[b] = first;
  };

  return {
    size: (): number => heap.length,
    /** Key of the first; infinity when there is none. */
    next: (): number => keyAt(0),
    add: (key: number, item: Item): void => {
      heap.push({ key, item });
      for (let at = heap.length - 1; at > 0; ) {
        const parent = (at - 1) >> 1;
        if (keyAt(parent) <= key) return;
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
        const least = keyAt(right) < keyAt(left) ? right : left;
        if (keyAt(least) >= keyAt(at)) return first;
        swap(at, least);
        at = least;
      }
    },
  };
};
