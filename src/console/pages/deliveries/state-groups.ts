import type { DeliveryState } from '../../generated/graphql.ts';

/** The questions people have about deliveries, as sets of states. */
export const stateGroups = [
  { value: 'all', label: 'All states', states: [] },
  { value: 'trouble', label: 'Need attention', states: ['NEEDS_RECONNECT', 'REJECTED', 'UNKNOWN'] },
  { value: 'open', label: 'On their way', states: ['PENDING', 'SENDING', 'RETRYING'] },
  { value: 'sent', label: 'Sent', states: ['ACCEPTED', 'CONFIRMED'] },
  { value: 'unsent', label: 'Not sent', states: ['SKIPPED', 'SUPERSEDED', 'RETRACTED'] },
] as const satisfies readonly { value: string; label: string; states: readonly DeliveryState[] }[];

/** The states an address asks for: a group's, or one by its own name. None means all. */
export const statesAsked = (value: string | null): readonly DeliveryState[] => {
  const group = stateGroups.find((each) => each.value === value);
  if (group) return group.states;
  return stateGroups
    .flatMap((each): readonly DeliveryState[] => each.states)
    .filter((each) => each === value);
};
