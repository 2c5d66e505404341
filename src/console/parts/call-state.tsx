import type { CallStatus, Outcome } from '../generated/graphql.ts';
import { StateBadge } from './state-badge.tsx';
import { callStatusLooks, type Look, outcomeLooks } from './states.ts';

const callLook = (call: { status: CallStatus; outcome?: Outcome | null }): Look =>
  call.status === 'ENDED' && call.outcome ? outcomeLooks[call.outcome] : callStatusLooks[call.status];

export const CallState = ({ call }: { call: { status: CallStatus; outcome?: Outcome | null } }) => (
  <StateBadge look={callLook(call)} />
);
