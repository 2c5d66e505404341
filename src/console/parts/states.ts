import {
  IconAlertTriangle,
  IconBan,
  IconCheck,
  IconChecks,
  IconCircleDashed,
  IconClock,
  IconHelp,
  IconHistory,
  IconPhone,
  IconPhoneCheck,
  IconPhoneIncoming,
  IconPhoneOff,
  IconPhoneX,
  IconPlayerSkipForward,
  IconPlugConnectedX,
  type IconProps,
  IconRefresh,
  IconRotate,
  IconSend,
  IconTarget,
  IconX,
} from '@tabler/icons-react';
import type { FC } from 'react';
import type {
  CallStatus,
  Confidence,
  DeliveryState,
  LeadStatus,
  LinkedAccountState,
  Outcome,
} from '../generated/graphql.ts';

/** How a state looks: always a word, an icon and a colour together. */
export interface Look {
  readonly label: string;
  readonly color: string;
  readonly icon: FC<IconProps>;
  /** What it means, in one sentence. */
  readonly help: string;
}

export const callStatusLooks: Record<CallStatus, Look> = {
  RINGING: { label: 'Ringing', color: 'orange', icon: IconPhoneIncoming, help: 'The phone rings now.' },
  ANSWERED: { label: 'On the phone', color: 'teal', icon: IconPhone, help: 'Somebody is talking now.' },
  ENDED: { label: 'Ended', color: 'gray', icon: IconPhoneOff, help: 'The call is over.' },
};

export const outcomeLooks: Record<Outcome, Look> = {
  ANSWERED: { label: 'Answered', color: 'teal', icon: IconPhoneCheck, help: 'Somebody answered.' },
  MISSED: { label: 'Missed', color: 'red', icon: IconPhoneX, help: 'Nobody answered.' },
  VOICEMAIL: { label: 'Voicemail', color: 'blue', icon: IconHistory, help: 'The caller left a message.' },
  ABANDONED: {
    label: 'Abandoned',
    color: 'orange',
    icon: IconPhoneOff,
    help: 'The caller hung up before anybody could answer.',
  },
  BLOCKED: { label: 'Blocked', color: 'gray', icon: IconBan, help: 'The call was turned away.' },
};

export const confidenceLooks: Record<Confidence, Look> = {
  EXACT: {
    label: 'Exact',
    color: 'teal',
    icon: IconTarget,
    help: 'It is all but certain which website visitor called.',
  },
  TRACKER: { label: 'By number', color: 'blue', icon: IconCheck, help: 'The number itself says the source.' },
  AMBIGUOUS: {
    label: 'Ambiguous',
    color: 'orange',
    icon: IconAlertTriangle,
    help: 'Several visitors could be the caller, so none is named.',
  },
  NONE: {
    label: 'Unknown',
    color: 'gray',
    icon: IconHelp,
    help: 'Nothing is known about where it came from.',
  },
};

export const leadStatusLooks: Record<LeadStatus, Look> = {
  NEW: { label: 'New', color: 'gray', icon: IconCircleDashed, help: 'Nobody has judged this call yet.' },
  QUALIFIED: { label: 'Qualified', color: 'blue', icon: IconCheck, help: 'A real lead.' },
  UNQUALIFIED: { label: 'Unqualified', color: 'gray', icon: IconX, help: 'Not a lead.' },
  WON: { label: 'Won', color: 'teal', icon: IconChecks, help: 'Became a customer.' },
  LOST: { label: 'Lost', color: 'red', icon: IconX, help: 'Went elsewhere.' },
  SPAM: { label: 'Spam', color: 'gray', icon: IconBan, help: 'An unwanted call.' },
};

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
