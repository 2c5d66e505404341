import type { CallStatus, Outcome } from '../generated/graphql.ts';
import { type LookOf, useLooks } from './call-looks.ts';
import { StateBadge } from './state-badge.tsx';

interface State {
  readonly status: CallStatus;
  readonly outcome?: Outcome | null;
}

const callLook = ({ status, outcome }: State, lookOf: LookOf) =>
  status === 'ENDED' && outcome ? lookOf('outcome', outcome) : lookOf('status', status);

export const CallState = ({ call }: { call: State }) => <StateBadge look={callLook(call, useLooks())} />;
