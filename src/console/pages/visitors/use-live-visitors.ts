import { useEffect, useRef } from 'react';
import { useClient } from 'urql';
import { type Pages, usePages } from '../../api/pages.ts';
import type { VisitorFilter, VisitorRowFragment, VisitorsQuery } from '../../generated/graphql.ts';
import { newestVisitorsQuery, visitorsQuery } from './queries.ts';

/** Visits are in no feed: hundreds may begin in a second, and nobody reads them that fast. */
const everyMilliseconds = 15_000;

/** The list, with its newest page looked at again while somebody looks. */
export const useLiveVisitors = (filter: VisitorFilter): Pages<VisitorsQuery, VisitorRowFragment> => {
  const client = useClient();
  const pages = usePages(visitorsQuery, { filter }, ({ visitors }) => visitors);
  const current = useRef(filter);
  current.current = filter;
  const { patch } = pages;

  useEffect(() => {
    const look = async (): Promise<void> => {
      if (document.hidden) return;
      const asked = current.current;
      const { data } = await client
        .query(newestVisitorsQuery, { filter: asked }, { requestPolicy: 'network-only' })
        .toPromise();
      if (!data || asked !== current.current) return;
      const fresh = new Set(data.visitors.nodes.map(({ id }) => id));
      patch((rows) => [...data.visitors.nodes, ...rows.filter(({ id }) => !fresh.has(id))]);
    };
    const timer = setInterval(() => void look(), everyMilliseconds);
    return () => clearInterval(timer);
  }, [client, patch]);

  return pages;
};
