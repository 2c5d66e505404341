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

/** What an installation lets its integrations reach besides public addresses. */
export interface Allowed {
  /** This machine itself, for demos and tests. */
  readonly loopback: boolean;
  /** Hosts by name or address, lower case: a mail server in the same network. */
  readonly hosts: ReadonlySet<string>;
}

/** From an integration's endpoints: `allowLoopback: 'yes'`, `privateHosts: 'mail.internal,10.0.0.5'`. */
export const allowedIn = (endpoints: Readonly<Record<string, string>>): Allowed => ({
  loopback: endpoints['allowLoopback'] === 'yes',
  hosts: new Set(
    (endpoints['privateHosts'] ?? '')
      .split(',')
      .map((host) => host.trim().toLowerCase())
      .filter((host) => host !== ''),
  ),
});

const objection = (host: string, ip: string, allowed: Allowed): Rejected | null => {
  const range = refusedAddress(ip);
  return range === null || (allowed.loopback && range === 'loopback') || allowed.hosts.has(host.toLowerCase())
    ? null
    : new Rejected(
        `The address's host ${host} lies in a network calls are not sent to (${range}). Give a public address, or let whoever runs this installation name the host in PRIVATE_HOSTS.`,
      );
};

/**
 * Throws Rejected when a host (`10.0.0.1`, `[::1]`) is itself a refused IP: no name is looked up then, so no
 * lookup sees it.
 */
export const refuseLiteral = (host: string, allowed: Allowed): void => {
  const ip = host.replace(/^\[|\]$/g, '');
  const refused = ipaddr.isValid(ip) ? objection(ip, ip, allowed) : null;
  if (refused) throw refused;
};

/** Looks a name up and fails with Rejected when one of its addresses is refused. */
export const guardedLookup =
  (allowed: Allowed): LookupFunction =>
  (host, options, done) =>
    resolve(host, { ...options, all: true }, (error, addresses) => {
      if (error) return done(error, []);
      // One refused address refuses the name: which of them a second lookup would give cannot be known.
      for (const { address } of addresses) {
        const refused = objection(host, address, allowed);
        if (refused) return done(refused, []);
      }
      const [first] = addresses;
      if (options.all || !first) return done(null, addresses);
      done(null, first.address, first.family);
    });
