import { useState } from 'react';
import { useQuery } from 'urql';
import { errorWords } from '../../../api/error-words.ts';
import { trackerMatchQuery } from './queries.ts';

export interface Visit {
  readonly url: string;
  readonly referrer: string;
}

/** What the server says about a visit somebody made up. `problems` by the field they are about. */
export const useMatch = (companyId: string) => {
  const [asked, ask] = useState<Visit | null>(null);
  const [{ data, error, fetching }, again] = useQuery({
    query: trackerMatchQuery,
    pause: asked === null,
    requestPolicy: 'network-only',
    variables: { url: asked?.url ?? '', referrer: asked?.referrer || null, companyId },
  });
  const field = error?.graphQLErrors[0]?.extensions['field'];
  const said = error && asked ? errorWords(error) : null;
  // At a field the server says only what is wrong with it.
  const words = said && said.charAt(0).toUpperCase() + said.slice(1);
  return {
    asked,
    ask: (visit: Visit): void => {
      if (visit.url === asked?.url && visit.referrer === asked.referrer)
        again({ requestPolicy: 'network-only' });
      else ask(visit);
    },
    fetching,
    match: asked && !error ? (data?.trackerMatch ?? null) : null,
    problems: {
      url: words && field === 'url' ? words : null,
      referrer: words && field === 'referrer' ? words : null,
      rest: words && field !== 'url' && field !== 'referrer' ? words : null,
    },
  };
};
