import type { FastifyReply, FastifyRequest } from 'fastify';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';

/** So many requests in so many seconds. */
interface Limit {
  readonly points: number;
  readonly duration: number;
}

export interface DniLimits {
  readonly perAddress: Limit;
  readonly perOrigin: Limit;
}

/** An office behind one address stays far below the first, a busy shop below the second. */
export const dniLimits: DniLimits = {
  perAddress: { points: 600, duration: 10 },
  perOrigin: { points: 20_000, duration: 10 },
};

/** One customer's network: an address of version 6 is one of so many that its owner never runs out. */
export const networkOf = (address: string): string =>
  address.includes(':') && !address.startsWith('::ffff:')
    ? address.split(':').slice(0, 4).join(':')
    : address;

/**
 * Holds back who asks too often: an address before it is read what it wants, and a web origin so that a
 * flood from many addresses in its name leaves the others their share.
 */
export const createDniLimits = ({ perAddress, perOrigin }: DniLimits) => {
  const addresses = new RateLimiterMemory(perAddress);
  const origins = new RateLimiterMemory(perOrigin);

  return async (request: FastifyRequest, reply: FastifyReply): Promise<unknown> => {
    if (request.method !== 'POST') return undefined;
    try {
      await addresses.consume(networkOf(request.ip));
      const { origin } = request.headers;
      if (origin) await origins.consume(origin.slice(0, 300));
      return undefined;
    } catch (error) {
      if (!(error instanceof RateLimiterRes)) throw error;
      const seconds = Math.ceil(error.msBeforeNext / 1_000);
      const message = `Too many requests came from here. Ask again in ${seconds} s.`;
      return reply
        .code(429)
        .header('retry-after', String(seconds))
        .send({ error: { code: 'TOO_MANY_REQUESTS', message, field: null } });
    }
  };
};
