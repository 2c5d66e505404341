import { randomUUID } from 'node:crypto';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import type { Logger } from 'pino';
import { redact } from '../../integrations/kit/exchange.ts';
import { Refusal } from '../errors.ts';

/** A Refusal as an error of the whole operation. */
const asGraphQLError = (error: unknown): GraphQLError => {
  if (error instanceof GraphQLError) return error;
  if (!(error instanceof Refusal)) throw error;
  const { message, code, field } = error;
  return new GraphQLError(message, { extensions: { code, ...(field ? { field } : {}) } });
};

/** What was thrown in a resolver, out of the wrappers executors put around it. */
const originOf = (error: unknown): unknown => {
  let origin = error;
  // Errors about variables have an origin too, but no path: they speak for themselves.
  while (origin instanceof GraphQLError && origin.path && origin.originalError) origin = origin.originalError;
  return origin;
};

/** The executors' own words for a resolver that broke its promise: our fault, and nothing a client can use. */
const ourFault = (error: GraphQLError): boolean =>
  error.path !== undefined && /^Cannot return null|cannot represent/.test(error.message);

/**
 * What clients see of an error. What they did wrong is said; anything else is logged under an id, without
 * numbers or tokens, and only the id goes out.
 */
export const createFormatError =
  (log: Pick<Logger, 'error'>) =>
  (formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError => {
    const origin = originOf(error);
    const place = {
      ...(formatted.locations ? { locations: formatted.locations } : {}),
      ...(formatted.path ? { path: formatted.path } : {}),
    };
    if (origin instanceof Refusal) return { ...asGraphQLError(origin).toJSON(), ...place };
    if (origin instanceof GraphQLError && !ourFault(origin)) {
      const { stacktrace: _, ...extensions } = { ...formatted.extensions };
      return { message: formatted.message, ...place, extensions };
    }
    const errorId = randomUUID();
    const failure = redact(origin instanceof Error ? (origin.stack ?? origin.message) : String(origin));
    log.error({ errorId, path: formatted.path?.join('.'), failure }, 'A GraphQL operation failed.');
    return {
      message: `Something went wrong on our side and was logged as ${errorId}.`,
      ...place,
      extensions: { code: 'INTERNAL_SERVER_ERROR', errorId },
    };
  };
