import { BREAK, type DocumentNode, Kind, visit } from 'graphql';
import type { GraphqlContext } from './context.ts';

const known = new WeakMap<DocumentNode, boolean>();

const asksForCursor = (document: DocumentNode): boolean => {
  const before = known.get(document);
  if (before !== undefined) return before;
  let asks = false;
  visit(document, {
    [Kind.FIELD]: ({ name }) => {
      if (name.value !== 'changeCursor') return undefined;
      asks = true;
      return BREAK;
    },
  });
  known.set(document, asks);
  return asks;
};

/**
 * Runs an operation once it is known where the change feed stands, if the operation asks. Fields are read side
 * by side, and a place that is read after a call was would leave out what happened to the call in between.
 */
export const afterFeedStart = <Result>(
  document: DocumentNode,
  { changeCursor }: Pick<GraphqlContext, 'changeCursor'>,
  run: () => Result | Promise<Result>,
): Result | Promise<Result> =>
  // Where it fails, the field itself says so.
  asksForCursor(document) ? changeCursor().then(run, run) : run();
