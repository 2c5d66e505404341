import { Reconnect, RetryLater } from '../../integrations/kit/errors.ts';
import { type Exchange, recordingExchange } from '../../integrations/kit/exchange.ts';
import type { Action, Confirmation } from '../../integrations/kit/integration.ts';
import type { DeliverOptions } from './deliver.ts';
import { lastWord } from './last-word.ts';
import { createMaySend } from './may-send.ts';
import type { Pace } from './pace.ts';
import type { Delivery } from './slots.ts';

/** Questions of one linked account on their way at once. */
const mostAtOnce = 20;
/** Until a look that failed is taken again. */
const againSeconds = 1800;
const failed: Confirmation = { status: 'pending', afterSeconds: againSeconds };

/** RetryLater: the vendor has not counted it, so the delivery itself must go again. */
export type Answer = Confirmation | RetryLater;

export interface Question {
  readonly delivery: Delivery;
  readonly action: Action;
}

/** Asks a vendor what became of deliveries of one linked account, through one client. Never throws. */
export const createAskVendor = (options: DeliverOptions & { readonly pace: Pace }) => {
  const { open, needsReconnect, alert, tuning, now, stopping } = options;
  const maySend = createMaySend(options);

  const clientFor = async (accountId: string, linkedAccountId: string, questions: readonly Question[]) => {
    const limits = questions.map(({ action }) => action.limits);
    const perSecond = Math.min(...limits.map((limit) => limit.perSecond));
    const seconds = Math.min(tuning.longestAttempt, ...limits.map((limit) => limit.timeoutSeconds));
    const signal = AbortSignal.any([AbortSignal.timeout(seconds * 1000), stopping]);
    const record = recordingExchange([], now);
    const integration = questions[0]?.delivery.integration ?? '';
    const exchange: Exchange = async (request, send) => {
      await maySend(request, { integration, linkedAccountId, perSecond, signal }).catch((cause: unknown) => {
        // As a RetryLater it would say that the delivery itself must go again.
        throw new Error('The question could not be sent now.', { cause });
      });
      return record(request, send);
    };
    return { ...(await open(accountId, linkedAccountId, { exchange, signal })), signal };
  };

  /** The answers in the order of the questions. */
  return async (
    accountId: string,
    linkedAccountId: string,
    questions: readonly Question[],
  ): Promise<readonly Answer[]> => {
    const answers = new Array<Answer>(questions.length).fill(failed);
    let gone: Reconnect | undefined;
    const opened = await clientFor(accountId, linkedAccountId, questions).catch((error: unknown) => {
      if (error instanceof Reconnect) gone = error;
      return null;
    });
    const left = questions.entries();
    const line = async (client: unknown, signal: AbortSignal): Promise<void> => {
      for (const [at, { delivery, action }] of left) {
        if (gone) return;
        try {
          const settings = action.settings.parse(delivery.settings);
          const asked = action.confirm?.(client, delivery.receipt ?? {}, settings);
          if (asked) answers[at] = await lastWord(asked, signal, tuning.lastWord);
        } catch (error) {
          if (error instanceof RetryLater) answers[at] = error;
          if (error instanceof Reconnect) gone = error;
        }
      }
    };
    if (opened)
      await Promise.all(Array.from({ length: mostAtOnce }, () => line(opened.client, opened.signal)));
    const [first] = questions;
    if (gone && first) {
      const authorisation = opened?.authorisation() ?? null;
      await needsReconnect(accountId, linkedAccountId, gone.reason, authorisation);
      await alert(accountId, linkedAccountId, first.delivery);
    }
    return answers;
  };
};
