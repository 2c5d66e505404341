import { useEffect, useRef, useState } from 'react';
import { type AnyVariables, type CombinedError, type TypedDocumentNode, useClient } from 'urql';

/**
 * Hands every value of a subscription to `heard`. Not urql's own hook: that one calls back while React
 * computes state, twice in development, and keeps only the last of values that arrive together.
 */
export const useLive = <Data, Variables extends AnyVariables>(
  subscription: TypedDocumentNode<Data, Variables>,
  variables: Variables,
  heard: (data: Data) => void,
  paused = false,
): CombinedError | null => {
  const client = useClient();
  const latest = useRef({ variables, heard });
  latest.current = { variables, heard };
  const [error, setError] = useState<CombinedError | null>(null);
  const asked = JSON.stringify(variables);

  // biome-ignore lint/correctness/useExhaustiveDependencies: `asked` stands for the variables by value.
  useEffect(() => {
    if (paused) return;
    setError(null);
    const { unsubscribe } = client
      .subscription(subscription, latest.current.variables)
      .subscribe((result) => {
        setError(result.error ?? null);
        if (result.data) latest.current.heard(result.data);
      });
    return unsubscribe;
  }, [client, subscription, asked, paused]);

  return error;
};
