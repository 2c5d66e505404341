import type { Sink, SubscribePayload } from 'graphql-ws';
import { expect, test } from 'vitest';
import { subscribeResuming } from './resume.ts';

/** Stands in for graphql-ws's client, which sends the one payload again on each new socket. */
const socket = () => {
  let sent: SubscribePayload | undefined;
  let listener: Sink | undefined;
  return {
    subscribe: (payload: SubscribePayload, sink: unknown) => {
      sent = payload;
      listener = sink as Sink;
      return () => undefined;
    },
    say: (data: Record<string, unknown>) => listener?.next({ data }),
    sentAgain: () => JSON.parse(JSON.stringify(sent?.variables)),
  };
};

test('after a reconnect the subscription goes on after the last change it saw', () => {
  const wire = socket();
  const heard: unknown[] = [];
  const sink = {
    next: (value: unknown) => heard.push(value),
    error: () => undefined,
    complete: () => undefined,
  };
  const variables = { after: 'c1', filter: { answered: { eq: true } } };
  subscribeResuming(wire as never, { query: 'subscription { … }', variables }, sink);

  expect(wire.sentAgain()).toEqual(variables);
  wire.say({ callChanged: { cursor: 'c2', call: { id: 'call_1' } } });
  wire.say({ callChanged: { cursor: 'c3', call: { id: 'call_1' } } });
  expect(wire.sentAgain()).toEqual({ after: 'c3', filter: { answered: { eq: true } } });
  expect(heard).toHaveLength(2);
  expect(variables.after).toBe('c1');
});
