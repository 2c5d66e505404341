import { z } from 'zod';
import { Rejected, RetryLater } from '../kit/errors.ts';
import { redact } from '../kit/exchange.ts';
import { forTheRest, isBadInput } from './refusals.ts';

const batchError = z.looseObject({
  status: z.union([z.string(), z.number()]).optional(),
  category: z.string().optional(),
  message: z.string().default('no reason given'),
});
type BatchError = z.infer<typeof batchError>;

/** A batch answer: 200, 201, or 207 with some inputs in `errors`. */
export const batchOf = <Shape extends z.ZodType>(result: Shape) =>
  z.looseObject({ results: z.array(result).default([]), errors: z.array(batchError).default([]) });

const passing = new Set(['RATE_LIMITS', 'RATE_LIMIT', 'CONFLICT', 'INTERNAL_ERROR', 'GATEWAY_ERROR']);

/**
 * Why an input of a batch has no result: the error that names one of its `ids`, else the only one there
 * is. HubSpot also answers 200 with no results at all, having written nothing; that may go again.
 */
export const missingResult = (errors: readonly BatchError[], ids: readonly string[]): Error => {
  const named = errors.find((error) => ids.some((id) => JSON.stringify(error).includes(id)));
  const error = named ?? (errors.length === 1 ? errors[0] : undefined);
  if (!error) return new RetryLater('HubSpot answered without writing this call');
  const reason = redact(error.message);
  return passing.has(error.category ?? '') || Number(error.status) >= 500 || Number(error.status) === 429
    ? new RetryLater(`HubSpot could not write this call now: ${reason}`)
    : new Rejected(`HubSpot refused this call: ${reason}`);
};

/**
 * HubSpot refuses a whole batch for one bad input. Sends the inputs, and when the batch is refused its
 * halves, until the bad one stands alone; `failed` hears of it. Other errors speak for every input left.
 */
export const sendIsolating = async <Input>(
  inputs: readonly Input[],
  send: (part: readonly Input[]) => Promise<void>,
  failed: (input: Input, error: Error) => void,
): Promise<void> => {
  const queue = inputs.length > 0 ? [inputs] : [];
  for (let part = queue.shift(); part; part = queue.shift()) {
    try {
      await send(part);
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      const badInput = isBadInput(error);
      if (badInput && part.length > 1) {
        const middle = Math.ceil(part.length / 2);
        queue.unshift(part.slice(0, middle), part.slice(middle));
        continue;
      }
      for (const input of part) failed(input, error);
      if (badInput) continue;
      for (const left of queue.splice(0).flat()) failed(left, forTheRest(error));
    }
  }
};
