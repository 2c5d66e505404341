import { Counter, Gauge, type Registry } from 'prom-client';

/** What the live sockets count. */
export const createLiveMetrics = (register: Registry) => ({
  sockets: new Gauge({ name: 'ringpath_live_sockets', help: 'WebSockets open now.', registers: [register] }),
  subscriptions: new Gauge({
    name: 'ringpath_live_subscriptions',
    help: 'Subscriptions running now.',
    registers: [register],
  }),
  dropped: new Counter({
    name: 'ringpath_live_dropped_total',
    help: 'Clients dropped because they read too slowly.',
    registers: [register],
  }),
});
