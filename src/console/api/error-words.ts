import type { CombinedError } from 'urql';

/** What went wrong, for a person. */
export const errorWords = (error: CombinedError | undefined): string => {
  if (!error) return 'The server answered with nothing. Try again.';
  if (error.graphQLErrors.length > 0) return error.graphQLErrors.map((each) => each.message).join(' ');
  const status = (error.response as Response | undefined)?.status;
  if (status === 429) return 'Too many requests at once. Wait a moment and try again.';
  if (status && status >= 500) return 'The server has a problem at the moment. Try again shortly.';
  if (status && status >= 400) return `The server refused the request (status ${status}).`;
  return 'The server cannot be reached. Check your connection and try again.';
};
