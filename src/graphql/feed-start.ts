import { BREAK, type DocumentNode, Kind, visit } from 'graphql';

const known = new WeakMap<DocumentNode, boolean>();

/**
 * Whether somebody wants to know where the change feed stands. Fields are read side by side, and a place that
 * is read after a call was would leave out what happened to the call in between: it has to be read first.
 */
export const asksForCursor = (document: DocumentNode): boolean => {
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
