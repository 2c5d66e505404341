import {
  IconCheck,
  IconChecks,
  IconClock,
  IconHelp,
  IconHistory,
  IconPlayerSkipForward,
  IconPlugConnectedX,
  type IconProps,
  IconRefresh,
  IconRotate,
  IconSend,
  IconX,
} from '@tabler/icons-react';
import type { FC } from 'react';
import type { DeliveryState, LinkedAccountState } from '../generated/graphql.ts';

/** How a state looks: always a word, an icon and a colour together. */
export interface Look {
  readonly label: string;
  readonly color: string;
  readonly icon: FC<IconProps>;
  /** What it means, in one sentence. */
  readonly help: string;
}

export const deliveryLooks: Record<DeliveryState, Look> = {
  PENDING: { label: 'Pending', color: 'gray', icon: IconClock, help: 'Waits for its turn.' },
  SENDING: { label: 'Sending', color: 'blue', icon: IconSend, help: 'Is being sent now.' },
  ACCEPTED: {
    label: 'Accepted',
    color: 'cyan',
    icon: IconCheck,
    help: 'Taken in; the final answer comes later.',
  },
  CONFIRMED: {
    label: 'Confirmed',
    color: 'teal',
    icon: IconChecks,
    help: 'Arrived, and the other side says so.',
  },
  RETRYING: {
    label: 'Retrying',
    color: 'orange',
    icon: IconRefresh,
    help: 'Failed for now and is tried again.',
  },
  NEEDS_RECONNECT: {
    label: 'Needs reconnect',
    color: 'orange',
    icon: IconPlugConnectedX,
    help: 'Waits until the linked account is authorised again.',
  },
  REJECTED: { label: 'Rejected', color: 'red', icon: IconX, help: 'Refused for good; the reason says why.' },
  UNKNOWN: {
    label: 'Unknown',
    color: 'orange',
    icon: IconHelp,
    help: 'Sent without an answer. It is looked up before anything is sent again.',
  },
  SUPERSEDED: {
    label: 'Superseded',
    color: 'gray',
    icon: IconHistory,
    help: 'A newer version was sent instead.',
  },
  RETRACTED: { label: 'Retracted', color: 'gray', icon: IconRotate, help: 'Taken back.' },
  SKIPPED: {
    label: 'Skipped',
    color: 'gray',
    icon: IconPlayerSkipForward,
    help: 'Not sent; the reason says why.',
  },
};

export const linkedAccountLooks: Record<LinkedAccountState, Look> = {
  PENDING: { label: 'Pending', color: 'blue', icon: IconClock, help: 'Not finished yet.' },
  ACTIVE: { label: 'Active', color: 'teal', icon: IconCheck, help: 'Works.' },
  NEEDS_RECONNECT: {
    label: 'Needs reconnect',
    color: 'orange',
    icon: IconPlugConnectedX,
    help: 'Has to be authorised again.',
  },
  DISCONNECTED: { label: 'Disconnected', color: 'gray', icon: IconX, help: 'No longer used.' },
};

/** What a person should hear of first, when several deliveries stand differently. */
const urgency: readonly DeliveryState[] = [
  'REJECTED',
  'NEEDS_RECONNECT',
  'UNKNOWN',
  'RETRYING',
  'SENDING',
  'PENDING',
  'ACCEPTED',
  'CONFIRMED',
];

export const mostUrgent = (states: readonly DeliveryState[]): DeliveryState | undefined =>
  urgency.find((state) => states.includes(state)) ?? states[0];

/** States a person may want to send again from. */
export const retryable: readonly DeliveryState[] = ['RETRYING', 'NEEDS_RECONNECT', 'REJECTED', 'UNKNOWN'];
