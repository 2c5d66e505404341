import type { Client, FormattedExecutionResult, SubscribePayload } from 'graphql-ws';

interface Sink {
  next(value: FormattedExecutionResult<Record<string, unknown>, unknown>): void;
  error(reason: unknown): void;
  complete(): void;
}

const cursorIn = (data: Record<string, unknown> | null | undefined): string | null => {
  for (const value of Object.values(data ?? {}))
    if (typeof value === 'object' && value !== null && 'cursor' in value && typeof value.cursor === 'string')
      return value.cursor;
  return null;
};

/**
 * A subscription that misses nothing over a reconnect. graphql-ws sends the payload anew on every new
 * socket, so moving `after` inside it to the last cursor seen makes the server continue from there.
 */
export const subscribeResuming = (
  socket: Pick<Client, 'subscribe'>,
  request: { readonly query: string; readonly variables: Record<string, unknown> },
  sink: Sink,
): (() => void) => {
  const variables = { ...request.variables };
  const payload: SubscribePayload = { query: request.query, variables };
  return socket.subscribe<Record<string, unknown>>(payload, {
    next: (value) => {
      const cursor = cursorIn(value.data);
      if (cursor !== null) variables['after'] = cursor;
      sink.next(value);
    },
    error: (reason) => sink.error(reason),
    complete: () => sink.complete(),
  });
};
