import type { CallRowFragment } from '../generated/graphql.ts';
import { graphql } from '../generated/index.ts';

graphql(`
  fragment BriefCall on Call {
    id
    startedAt
    callerName
    callerNumber
    withheld
    source
    medium
    caller { id name nationalFormat }
  }
`);

type Named = Pick<CallRowFragment, 'callerName' | 'callerNumber' | 'withheld'> & {
  readonly caller?: { readonly name?: string | null; readonly nationalFormat: string } | null;
};

/** The caller's number as people of that country write it, or why there is none. */
export const callerNumberWords = (call: Named): string =>
  call.caller?.nationalFormat ??
  call.callerNumber ??
  (call.withheld === 'NOT_A_NUMBER' ? 'Not a phone number' : 'Number withheld');

export const callerNameOf = (call: Named): string | null => call.caller?.name ?? call.callerName ?? null;

/** `Call from Jane`, `Call from a withheld number`. */
export const callWords = (call: Named): string => {
  const known = callerNameOf(call) ?? call.caller?.nationalFormat ?? call.callerNumber;
  return known ? `Call from ${known}` : 'Call from a withheld number';
};

/** Name when there is one, else number. */
export const callerTitle = (call: Named): string => callerNameOf(call) ?? callerNumberWords(call);
