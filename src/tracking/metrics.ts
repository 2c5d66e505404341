import { Counter, type Registry } from 'prom-client';

/** Counters of the visitor side. Labels are few and fixed: never a number, a page or a person. */
export const createTrackingMetrics = (register?: Registry) => {
  const registers = register ? [register] : [];
  return {
    sessions: new Counter({
      name: 'ringpath_sessions_total',
      help: 'Page views answered: a session opened, one continued, nothing stored for want of consent, for a program, or for a network that opened too many.',
      labelNames: ['result'] as const,
      registers,
    }),
    leases: new Counter({
      name: 'ringpath_leases_total',
      help: 'Pool numbers taken for a session, kept by it, or found to be another session’s by now.',
      labelNames: ['result'] as const,
      registers,
    }),
    poolWarnings: new Counter({
      name: 'ringpath_pool_warnings_total',
      help: 'Warnings given that a pool runs out of numbers, or has none left.',
      labelNames: ['state'] as const,
      registers,
    }),
    poolExhausted: new Counter({
      name: 'ringpath_pool_exhausted_total',
      help: 'Page views that found every pool number taken, by tracker kind and what was shown instead.',
      labelNames: ['kind', 'shown'] as const,
      registers,
    }),
  };
};

export type TrackingMetrics = ReturnType<typeof createTrackingMetrics>;
