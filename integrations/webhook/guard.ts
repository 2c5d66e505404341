import { Agent, type Dispatcher } from 'undici';
import { type Allowed, guardedLookup } from '../kit/address-guard.ts';

const dispatchers = new Map<string, Dispatcher>();

/** Connects only to addresses that pass the guard, checked on the very address it connects to. */
export const guardedDispatcher = (allowed: Allowed): Dispatcher => {
  // One for each set of rules, so that connections are kept: an installation has one.
  const rules = JSON.stringify([allowed.loopback, ...allowed.hosts]);
  const known = dispatchers.get(rules) ?? new Agent({ connect: { lookup: guardedLookup(allowed) } });
  dispatchers.set(rules, known);
  return known;
};
