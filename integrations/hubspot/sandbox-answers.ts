import { randomUUID } from 'node:crypto';
import type { SandboxAnswer } from '../kit/sandbox.ts';

interface ErrorDetail {
  readonly message: string;
  readonly code?: string;
  readonly in?: string;
  readonly context?: Readonly<Record<string, readonly string[]>>;
}

/** Thrown anywhere in the stand-in; its answer goes out instead of the handler's. */
export class Refused extends Error {
  readonly answer: SandboxAnswer;
  constructor(answer: SandboxAnswer) {
    super(`refused with ${answer.status}`);
    this.answer = answer;
  }
}

/** HubSpot's error body. */
export const refuse = (
  status: number,
  category: string,
  message: string,
  errors: readonly ErrorDetail[] = [],
): Refused =>
  new Refused({
    status,
    body: { category, correlationId: randomUUID(), message, errors, context: {}, links: {} },
  });

export const invalid = (message: string, detail: Partial<ErrorDetail> = {}): Refused =>
  refuse(400, 'VALIDATION_ERROR', message, [{ message, ...detail }]);

export const notFound = (message = 'resource not found'): Refused => refuse(404, 'OBJECT_NOT_FOUND', message);

/** The envelope of a finished batch. */
export const batchAnswer = (results: readonly unknown[], at: Date, status = 200): SandboxAnswer => ({
  status,
  body: { status: 'COMPLETE', results, startedAt: at.toISOString(), completedAt: at.toISOString() },
});

/** Counts requests in rolling windows and refuses what goes over: 100 in ten seconds, five searches in one. */
export const createLimits = (
  limits: { readonly requestsPerTenSeconds: number; readonly searchesPerSecond: number },
  now: () => Date,
): ((isSearch: boolean) => void) => {
  let requests: number[] = [];
  let searches: number[] = [];
  const limited = (policyName: string, message: string): Refused =>
    new Refused({
      status: 429,
      body: { status: 'error', message, errorType: 'RATE_LIMIT', correlationId: randomUUID(), policyName },
    });
  return (isSearch) => {
    const at = now().getTime();
    requests = requests.filter((time) => time > at - 10_000);
    searches = searches.filter((time) => time > at - 1_000);
    if (requests.length >= limits.requestsPerTenSeconds)
      throw limited('TEN_SECONDLY_ROLLING', 'You have reached your ten_secondly_rolling limit.');
    if (isSearch && searches.length >= limits.searchesPerSecond)
      throw limited('SECONDLY', 'You have reached your secondly limit.');
    requests.push(at);
    if (isSearch) searches.push(at);
  };
};
