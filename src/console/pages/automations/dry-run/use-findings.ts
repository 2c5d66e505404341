import { useEffect, useRef } from 'react';
import { useQuery } from 'urql';
import type { RunProgressFragment } from '../../../generated/graphql.ts';
import { dryRunResultQuery } from './queries.ts';

/** What a dry run has found so far; asked for anew whenever the run is known to have gone on. */
export const useFindings = ({ id, done, state }: RunProgressFragment) => {
  const result = useQuery({
    query: dryRunResultQuery,
    variables: { id },
    requestPolicy: 'network-only',
  });
  const [, again] = result;
  const stand = `${state} ${done}`;
  const asked = useRef(stand);
  useEffect(() => {
    if (asked.current === stand) return;
    asked.current = stand;
    again({ requestPolicy: 'network-only' });
  }, [stand, again]);
  return result;
};
