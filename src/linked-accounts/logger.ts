import { redact } from '../../integrations/kit/exchange.ts';

/** The part of pino that is used here. */
export interface Logger {
  readonly warn: (details: object, message: string) => void;
  readonly error: (details: object, message: string) => void;
}

/** An error as a log may show it: an SDK's error carries the request with its token, so never the object. */
export const failureOf = (error: unknown) =>
  error instanceof Error
    ? { failure: error.name, said: redact(error.message.slice(0, 300)) }
    : { failure: typeof error, said: '' };
