import { Agent, type Dispatcher } from 'undici';
import { guardedLookup } from '../kit/address-guard.ts';

const createDispatcher = (allowLoopback: boolean): Dispatcher =>
  new Agent({ connect: { lookup: guardedLookup(allowLoopback) } });

const dispatchers = { public: createDispatcher(false), loopback: createDispatcher(true) };

/** Connects only to addresses that pass the guard, checked on the very address it connects to. */
export const guardedDispatcher = (allowLoopback: boolean): Dispatcher =>
  allowLoopback ? dispatchers.loopback : dispatchers.public;
