import { RetryLater } from '../../integrations/kit/errors.ts';
import type { VendorRequest } from '../../integrations/kit/exchange.ts';
import type { Allowances } from './allowances.ts';
import type { Pace } from './pace.ts';

export interface Sender {
  /** The integration's id. */
  readonly integration: string;
  readonly linkedAccountId: string;
  /** Most requests a second for the linked account. */
  readonly perSecond: number;
  /** Aborts when the time for all of it is up. */
  readonly signal: AbortSignal;
}

/** What a request waits for before it goes: the installation's allowance and its linked account's turn. */
export const createMaySend =
  ({ allowances, pace }: { readonly allowances: Allowances; readonly pace: Pace }) =>
  /** Throws RetryLater when it may not go now: nothing was sent then, whatever the reason. */
  async (
    { allowance }: VendorRequest,
    { integration, linkedAccountId, perSecond, signal }: Sender,
  ): Promise<void> => {
    await allowances.take(integration, allowance).catch((error: unknown) => {
      if (error instanceof RetryLater) throw error;
      throw new RetryLater('The allowance could not be looked up, so this was not sent yet.', undefined, {
        cause: error,
      });
    });
    await pace.wait(linkedAccountId, perSecond, signal);
    if (signal.aborted) throw new RetryLater('The time was up before this was sent.', 1);
  };
