import { Rejected, RetryLater } from '../kit/errors.ts';
import type { ItemResult } from '../kit/integration.ts';
import type { GoogleAds } from './client.ts';
import type { ConversionEvent } from './event.ts';
import { InvalidRequest, isAboutAll, rowOf, sentenceOf } from './google-error.ts';

/** Enough to find four bad rows among 2,000 by halving; keeps a hopeless batch within 300 requests a minute. */
const mostRequests = 60;

/** One event on its way, and who wants to know what became of it. */
export interface Row {
  readonly event: ConversionEvent;
  readonly accepted: (requestId: string, index: number) => void;
  readonly failed: (error: Error) => void;
}

export const failure = (error: unknown): ItemResult & { readonly status: 'failed' } => ({
  status: 'failed',
  error: error instanceof Error ? error : new Error(String(error)),
});

/**
 * Google takes all rows of a request or none. So rows it names are put aside and the others go again; when
 * it names none, the batch is halved until the bad row stands alone.
 */
export const uploadRows = async (
  client: GoogleAds,
  conversionActionId: string,
  all: readonly Row[],
): Promise<void> => {
  let requests = 0;
  const upload = async (rows: readonly Row[]): Promise<void> => {
    if (rows.length === 0) return;
    const failAll = (error: unknown): void => {
      for (const row of rows) row.failed(failure(error).error);
    };
    requests += 1;
    if (requests > mostRequests)
      return failAll(new RetryLater('Too many bad conversions in one batch; this one was not sent yet.'));
    try {
      const requestId = await client.ingest(
        conversionActionId,
        rows.map((row) => row.event),
      );
      rows.forEach((row, index) => {
        row.accepted(requestId, index);
      });
    } catch (error) {
      if (!(error instanceof InvalidRequest)) return failAll(error);
      const { violations } = error;
      const whole = violations.find(isAboutAll);
      if (whole) return failAll(new Rejected(sentenceOf(whole), { cause: error }));
      const reasons = new Map(violations.map((violation) => [rowOf(violation), sentenceOf(violation)]));
      const rest = rows.filter((row, index) => {
        const reason = reasons.get(index);
        if (reason !== undefined) row.failed(new Rejected(reason, { cause: error }));
        return reason === undefined;
      });
      if (rest.length < rows.length) return upload(rest);
      const [first] = violations;
      if (rows.length === 1)
        return failAll(first ? new Rejected(sentenceOf(first), { cause: error }) : error);
      const middle = Math.ceil(rows.length / 2);
      await upload(rows.slice(0, middle));
      await upload(rows.slice(middle));
    }
  };
  await upload(all);
};
