import type { Logger } from 'pino';
import type { CallbackPurpose, Carrier, CarrierMessage } from '../../integrations/kit/carrier.ts';
import type { CallStep } from '../../integrations/kit/vocabulary.ts';
import type { IncomingEvent } from '../conductor/event.ts';
import type { Ingest } from '../ingest/ingest.ts';
import type { Spool } from '../ingest/spool.ts';
import { systemReach } from '../reach.ts';
import { answerCall, answerDialEnded, answerWhisper } from '../routing/answer.ts';
import { callbackUrls } from '../routing/callback-urls.ts';
import type { SetupCache } from '../setup/cache.ts';
import type { Setup } from '../setup/setup.ts';

export interface CarrierStepsOptions {
  readonly ingest: Ingest;
  readonly spool: Spool;
  readonly setup: SetupCache;
  /** Rung when nothing else is known, E.164. */
  readonly fallbackDestination: string | null;
  /** The address carriers call, without a trailing slash. Signatures are over it, never over forwarded headers. */
  readonly publicUrl: string;
  readonly logger: Logger;
  /** A carrier waits 15 s for its answer; the database gets a part of that. */
  readonly patienceMs: number;
}

export const within = async <Result>(work: Promise<Result>, ms: number): Promise<Result> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`The database did not answer within ${ms} ms.`)), ms);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
};

/** What the carrier waits for: what its callback is for, or where that is several things, what happened. */
const askedIn = (
  purposes: readonly CallbackPurpose[],
  { events }: IncomingEvent,
): CallbackPurpose | undefined => {
  if (purposes.length === 1) return purposes[0];
  const happened = events.map((event): CallbackPurpose | undefined => {
    if (event.kind === 'DIAL_ENDED') return 'DIAL_ENDED';
    return event.kind === 'CALL_STARTED' && event.direction === 'INBOUND' ? 'CALL' : undefined;
  });
  return purposes.find((purpose) => happened.includes(purpose));
};

/** Stores what a carrier says, and finds what it is to do with the call. */
export const createCarrierSteps = (options: CarrierStepsOptions) => {
  const { ingest, spool, setup, publicUrl, logger, fallbackDestination, patienceMs } = options;

  /** Stores the event and what follows from it. False: kept on disk, the database is away. */
  const store = async (event: IncomingEvent): Promise<boolean> => {
    try {
      await within(ingest.take(event), patienceMs);
      return true;
    } catch (error) {
      logger.error(
        { err: error, callback: event.callback },
        'a carrier callback could not be stored; it is kept on disk',
      );
      await spool.keep(event);
      return false;
    }
  };

  /** The account's setup, however old when the database is away. */
  const setupOf = (accountId: string): Promise<Setup | undefined> =>
    setup.of(systemReach(accountId, 'http')).catch(() => setup.remembered(accountId));

  /** `tracker`: whose whisper it is, as our own address says. Empty when there is nothing to do. */
  return async (
    carrier: Carrier,
    message: CarrierMessage,
    event: IncomingEvent,
    tracker: string,
  ): Promise<readonly CallStep[]> => {
    const { accountId } = event;
    const asked = askedIn(carrier.callbacks[message.callback] ?? [], event);
    if (asked === 'WHISPER') return answerWhisper(tracker, await setupOf(accountId));
    const urls = callbackUrls(`${publicUrl}/carriers/${event.carrier}`, carrier);
    const dialled = carrier.dialled(message);
    try {
      const stored = await store(event);
      const known = stored ? await setupOf(accountId) : setup.remembered(accountId);
      if (asked === 'CALL')
        return answerCall(dialled, known, fallbackDestination, stored ? urls : null).steps;
      const ended = event.events.find((item) => item.kind === 'DIAL_ENDED');
      return asked === 'DIAL_ENDED' && ended ? answerDialEnded(dialled, ended, known, urls).steps : [];
    } catch (error) {
      if (asked !== 'CALL') throw error;
      // Not even the disk took it, and the caller still must not hear silence.
      logger.error({ err: error }, 'a call is put through although it could not be stored');
      return answerCall(dialled, setup.remembered(accountId), fallbackDestination, null).steps;
    }
  };
};
