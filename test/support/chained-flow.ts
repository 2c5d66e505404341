import type { Flow, FlowStep } from '../../src/routing/flow.ts';

/** Numbers nobody can have, one for each destination after the first. */
const destinations = ['+12125550101', '+12125550102', '+12125550103'];

/** The same flow, but `dials` destinations are rung one after the other before what followed the first. */
export const chained = (flow: Flow, dials: number): Flow => {
  const ring = flow.steps.get(flow.first);
  if (ring?.kind !== 'RING') throw new Error('The flow does not begin by ringing.');
  const places = [flow.first, ...Array.from({ length: dials - 1 }, (_, at) => `${flow.first}-${at + 2}`)];
  const rings = places.map((place, at): [string, FlowStep] => [
    place,
    {
      ...ring,
      notice: at === 0 ? ring.notice : null,
      destination: at === 0 ? ring.destination : (destinations[at - 1] ?? ring.destination),
      otherwise: places[at + 1] ?? ring.otherwise,
    },
  ]);
  return { ...flow, steps: new Map([...flow.steps, ...rings]) };
};
