import { z } from 'zod';
import { NoAnswer } from '../kit/errors.ts';

/** One error of the Google Ads API: `errorCode` has one property, named for the kind of error. */
export const adsApiError = z.object({
  errorCode: z.record(z.string(), z.string()).default({}),
  message: z.string().default(''),
  location: z
    .object({
      fieldPathElements: z
        .array(z.object({ fieldName: z.string().default(''), index: z.coerce.number().optional() }))
        .default([]),
    })
    .default({ fieldPathElements: [] }),
});
export type AdsApiError = z.infer<typeof adsApiError>;

export const codeOf = ({ errorCode }: AdsApiError): string => Object.values(errorCode)[0] ?? 'UNKNOWN';

/** HTTP 200 of an upload: `partialFailureError` tells which rows were not taken. */
export const adsApiAnswer = z.object({
  partialFailureError: z
    .object({
      message: z.string().default(''),
      details: z.array(z.object({ errors: z.array(adsApiError).default([]) })).default([]),
    })
    .optional(),
  /** One a row, empty for those that were not taken. */
  results: z.array(z.record(z.string(), z.unknown())).default([]),
});
export type AdsApiAnswer = z.infer<typeof adsApiAnswer>;

/** Row a partial failure is about, from 0; null when it names none. */
const rowOf = ({ location }: AdsApiError): number | null =>
  location.fieldPathElements.find(({ index }) => index !== undefined)?.index ?? null;

/** A row that was taken has a result that says something. */
const isTaken = ({ results }: AdsApiAnswer, row: number): boolean =>
  Object.keys(results[row] ?? {}).length > 0;

/** Neither refused nor taken: the answer leaves the row out, so nobody knows. Null when it does not. */
export const unsaid = (answer: AdsApiAnswer, row: number): NoAnswer | null =>
  isTaken(answer, row) ? null : new NoAnswer("Google's answer does not say what became of the conversion.");

/** What a row was refused for, by row; null for those that were not. `count`: how many rows were sent. */
export const refusalsOf = (answer: AdsApiAnswer, count: number): readonly (AdsApiError | null)[] => {
  const { partialFailureError } = answer;
  const errors = partialFailureError?.details.flatMap((detail) => detail.errors) ?? [];
  const named = new Map(errors.map((error) => [rowOf(error), error]));
  const unnamed: AdsApiError | undefined =
    errors.find((error) => rowOf(error) === null) ??
    (partialFailureError && errors.length === 0
      ? adsApiError.parse({ message: partialFailureError.message })
      : undefined);
  return Array.from({ length: count }, (_, row) => {
    const error = named.get(row);
    if (error) return error;
    if (!unnamed) return null;
    // Google did not say which row it means, but leaves the result of one it did not take empty.
    return isTaken(answer, row) ? null : unnamed;
  });
};
