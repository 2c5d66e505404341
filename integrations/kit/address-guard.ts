import { lookup as resolve } from 'node:dns';
import type { LookupFunction } from 'node:net';
import ipaddr from 'ipaddr.js';
import { Rejected } from './errors.ts';

const globalUnicast = ipaddr.IPv6.parseCIDR('2000::/3');

/**
 * Why a server must not be talked to at this address (`private`, `loopback`, `linkLocal` …), or null for
 * an ordinary public one. An IPv4 address inside an IPv6 one counts as what it is.
 */
export const refusedAddress = (ip: string): string | null => {
  if (!ipaddr.isValid(ip)) return 'notAnAddress';
  const address = ipaddr.process(ip);
  const range = address.range();
  if (range !== 'unicast') return range;
  // The rest of IPv6, `::7f00:1` among it, is called unicast too but nobody's to give out.
  const unassigned = address instanceof ipaddr.IPv6 && !address.match(globalUnicast);
  return unassigned ? 'unassigned' : null;
};

const objection = (host: string, ip: string, allowLoopback: boolean): Rejected | null => {
  const range = refusedAddress(ip);
  return range === null || (allowLoopback && range === 'loopback')
    ? null
    : new Rejected(
        `The address's host ${host} lies in a network calls are not sent to (${range}). Give a public address.`,
      );
};

/**
 * Throws Rejected when a host (`10.0.0.1`, `[::1]`) is itself a refused IP: no name is looked up then, so no
 * lookup sees it.
 */
export const refuseLiteral = (host: string, allowLoopback: boolean): void => {
  const ip = host.replace(/^\[|\]$/g, '');
  const refused = ipaddr.isValid(ip) ? objection(host, ip, allowLoopback) : null;
  if (refused) throw refused;
};

/** Looks a name up and fails with Rejected when one of its addresses is refused. */
export const guardedLookup =
  (allowLoopback: boolean): LookupFunction =>
  (host, options, done) =>
    resolve(host, { ...options, all: true }, (error, addresses) => {
      if (error) return done(error, []);
      // One refused address refuses the name: which of them a second lookup would give cannot be known.
      for (const { address } of addresses) {
        const refused = objection(host, address, allowLoopback);
        if (refused) return done(refused, []);
      }
      const [first] = addresses;
      if (options.all || !first) return done(null, addresses);
      done(null, first.address, first.family);
    });
