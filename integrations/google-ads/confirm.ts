import { z } from 'zod';
import { NoAnswer, Rejected, RetryLater } from '../kit/errors.ts';
import type { Confirmation } from '../kit/integration.ts';
import type { GoogleAds } from './client.ts';
import { type Outcome, outcomeOf } from './outcome.ts';

/** Google asks for the first look after half an hour. */
const lookAgainSeconds = 30 * 60;
/** What Google does not name now it hardly names later; asking costs one of 100,000 requests a day. */
const hardlySeconds = 24 * 60 * 60;

const receiptShape = z.object({ requestId: z.string(), index: z.number() });

/**
 * A look that fails is taken again (`pending`). A RetryLater thrown from here means what it always means:
 * Google has certainly not counted the call, and the delivery itself may go again after `afterSeconds`.
 */
export const confirm = async (
  client: GoogleAds,
  receipt: Readonly<Record<string, string | number>>,
): Promise<Confirmation> => {
  const { requestId, index } = receiptShape.parse(receipt);
  const look = await client.status(requestId).then(
    (status) => outcomeOf(status, index),
    (error: unknown): Outcome => {
      if (error instanceof RetryLater || error instanceof NoAnswer) return { kind: 'processing' };
      if (error instanceof Rejected) return { kind: 'refused', reason: error.reason };
      throw error;
    },
  );
  switch (look.kind) {
    case 'counted':
      return look.note ? { status: 'confirmed', note: look.note } : { status: 'confirmed' };
    case 'processing':
      return { status: 'pending', afterSeconds: lookAgainSeconds };
    case 'unnamed':
      return { status: 'pending', afterSeconds: hardlySeconds, reason: look.reason };
    case 'refused':
      return { status: 'rejected', reason: look.reason };
    case 'resend':
      throw new RetryLater(look.reason, look.afterSeconds);
  }
};
