import { useCallback, useEffect, useRef, useState } from 'react';
import { type AnyVariables, type CombinedError, type TypedDocumentNode, useClient } from 'urql';

export interface Page<Row> {
  readonly nodes: readonly Row[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor?: string | null };
  readonly totalCount: number;
}

interface Loaded<Data, Row> {
  readonly rows: readonly Row[];
  readonly total: number;
  readonly after: string | null;
  readonly hasMore: boolean;
  readonly first: Data | null;
}

const nothing = { rows: [], total: 0, after: null, hasMore: false, first: null };

export interface Pages<Data, Row> extends Loaded<Data, Row> {
  readonly loading: boolean;
  /** Why nothing is shown. */
  readonly error: CombinedError | null;
  /** Why what is shown is not all of it, or not the newest. */
  readonly moreError: CombinedError | null;
  readonly more: () => void;
  readonly reload: () => void;
  /** Changes the rows in place, for what arrives live. */
  readonly patch: (change: (rows: readonly Row[], hasMore: boolean) => readonly Row[]) => void;
}

/** A row that came in live may come again with its page. */
const appended = <Row extends { id: string }>(
  before: readonly Row[],
  page: readonly Row[],
): readonly Row[] => {
  const known = new Set(before.map(({ id }) => id));
  return [...before, ...page.filter(({ id }) => !known.has(id))];
};

/** A connection read page by page with keyset cursors. Starts anew whenever the variables change. */
export const usePages = <
  Data,
  Variables extends AnyVariables & { after?: string | null | undefined },
  Row extends { id: string },
>(
  query: TypedDocumentNode<Data, Variables>,
  variables: Variables,
  pick: (data: Data) => Page<Row>,
): Pages<Data, Row> => {
  const client = useClient();
  const [loaded, setLoaded] = useState<Loaded<Data, Row>>(nothing);
  const [loading, setLoading] = useState(true);
  const [error, setError] = useState<CombinedError | null>(null);
  const request = useRef(0);
  const asked = JSON.stringify(variables);
  const current = useRef({ variables, pick });
  current.current = { variables, pick };

  const load = useCallback(
    async (after: string | null) => {
      request.current += 1;
      const mine = request.current;
      setLoading(true);
      setError(null);
      const result = await client
        .query(query, { ...current.current.variables, after }, { requestPolicy: 'network-only' })
        .toPromise();
      // A newer filter was asked for meanwhile; this answer is to an old question.
      if (mine !== request.current) return;
      setLoading(false);
      if (result.error || !result.data) {
        setError(result.error ?? null);
        return;
      }
      const data = result.data;
      const page = current.current.pick(data);
      setLoaded((before) => ({
        rows: after === null ? page.nodes : appended(before.rows, page.nodes),
        total: page.totalCount,
        after: page.pageInfo.endCursor ?? null,
        hasMore: page.pageInfo.hasNextPage,
        first: after === null ? data : before.first,
      }));
    },
    [client, query],
  );

  // biome-ignore lint/correctness/useExhaustiveDependencies: `asked` stands for the variables by value.
  useEffect(() => {
    setLoaded(nothing);
    void load(null);
  }, [asked, load]);

  return {
    ...loaded,
    loading,
    error: loaded.rows.length === 0 ? error : null,
    moreError: loaded.rows.length === 0 ? null : error,
    more: () => void load(loaded.after),
    reload: () => void load(null),
    patch: useCallback(
      (change) =>
        setLoaded((before) => {
          const rows = change(before.rows, before.hasMore);
          return { ...before, rows, total: before.total + rows.length - before.rows.length };
        }),
      [],
    ),
  };
};
