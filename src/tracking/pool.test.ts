import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createPool, type PoolNumber } from './pool.ts';

const number = (n: number, freeAt: number): PoolNumber => ({
  id: String(n),
  number: `+1${n % 2 === 0 ? '212' : '718'}555${String(n).padStart(4, '0')}`,
  epoch: 0,
  freeAt,
});

it('gives each number to one at a time, the one idle longest first, whatever happens to them', () => {
  const act = fc.oneof(
    fc.record({ do: fc.constant('take' as const), area: fc.constantFrom(null, '+1212', '+1999') }),
    fc.record({ do: fc.constantFrom('leased', 'release', 'drop', 'extended', 'put'), n: fc.nat(5) }),
    fc.record({ do: fc.constant('wait' as const) }),
  );
  fc.assert(
    fc.property(fc.array(act, { maxLength: 80 }), (acts) => {
      const pool = createPool();
      const model = new Map<string, PoolNumber>();
      const reserved = new Set<string>();
      let at = 0;
      for (const step of acts) {
        if (step.do === 'wait') at += 10;
        else if (step.do === 'take') {
          const free = [...model.values()].filter((one) => one.freeAt <= at && !reserved.has(one.id));
          const near = free.filter((one) => step.area !== null && one.number.startsWith(step.area));
          const among = near.length > 0 ? near : free;
          const taken = pool.take(at, step.area);
          expect(taken?.freeAt).toBe(
            among.length > 0 ? Math.min(...among.map((one) => one.freeAt)) : undefined,
          );
          if (taken) {
            expect(among.map(({ id }) => id)).toContain(taken.id);
            reserved.add(taken.id);
          }
        } else if ('n' in step) {
          const id = String(step.n);
          const known = model.get(id);
          if (step.do === 'put' && !known) {
            model.set(id, number(step.n, at));
            pool.put([number(step.n, at)]);
          } else if (step.do === 'drop') {
            model.delete(id);
            reserved.delete(id);
            pool.drop(id);
          } else if (step.do === 'extended' && known && !reserved.has(id)) {
            model.set(id, { ...known, freeAt: Math.max(known.freeAt, at + 15) });
            pool.extended(id, at + 15);
          } else if (known && reserved.has(id)) {
            reserved.delete(id);
            if (step.do === 'leased') {
              model.set(id, { ...known, epoch: known.epoch + 1, freeAt: at + 25 });
              pool.leased(id, at + 25);
            } else pool.release(id);
          }
        }
      }
      const waiting = [...reserved].filter((id) => (model.get(id)?.freeAt ?? Number.POSITIVE_INFINITY) <= at);
      expect(new Set(pool.reserved(at))).toEqual(new Set(waiting));
    }),
  );
});
