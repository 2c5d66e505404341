import { useForm } from '@mantine/form';
import type { ChannelGroup, TrackerKind, TrackerRowFragment } from '../../../generated/graphql.ts';

/** Which visits see the number of a SOURCE tracker. */
export type Audience = 'SOURCE' | 'CONDITIONS' | 'EVERYBODY';

/** Whole or part of a number; empty while nothing is typed. */
type Typed = number | string;

export interface TrackerValues {
  readonly kind: TrackerKind;
  readonly name: string;
  readonly destination: string;
  /** Numbers to add; those a tracker has are not listed again. */
  readonly numbers: string[];
  readonly whisper: string;
  readonly ringSeconds: Typed;
  readonly voicemail: boolean;
  readonly audience: Audience;
  readonly landingParameter: string;
  readonly referrerHosts: string[];
  readonly referrerGroup: ChannelGroup | null;
  readonly source: string;
  readonly medium: string;
  readonly campaign: string;
  readonly swapNumbers: string[];
  readonly overflow: 'NUMBER' | 'KEEP';
  readonly fallbackNumber: string;
  /** People think of these in minutes; the server counts seconds. */
  readonly leaseMinutes: Typed;
  readonly graceMinutes: Typed;
  readonly cooldownMinutes: Typed;
  readonly localNumbers: boolean;
  /** Numbers kept for one number of the page, by that number. */
  readonly keptNumbers: Readonly<Record<string, string[]>>;
  readonly active: boolean;
}

/** Minutes the server takes when none are given. */
export const usualMinutes = { lease: 30, grace: 15, cooldown: 15 } as const;

const newTracker: TrackerValues = {
  kind: 'VISITOR',
  name: '',
  destination: '',
  numbers: [],
  whisper: '',
  ringSeconds: '',
  voicemail: false,
  audience: 'SOURCE',
  landingParameter: '',
  referrerHosts: [],
  referrerGroup: null,
  source: '',
  medium: '',
  campaign: '',
  swapNumbers: [],
  overflow: 'KEEP',
  fallbackNumber: '',
  leaseMinutes: '',
  graceMinutes: '',
  cooldownMinutes: '',
  localNumbers: false,
  keptNumbers: {},
  active: true,
};

const audienceOf = (tracker: TrackerRowFragment): Audience =>
  tracker.landingParameter !== null || tracker.referrerHosts.length > 0 || tracker.referrerGroup !== null
    ? 'CONDITIONS'
    : tracker.isDefault
      ? 'EVERYBODY'
      : 'SOURCE';

/** Which numbers of a tracker are kept for which number of the page. */
export const keptByTarget = (numbers: TrackerRowFragment['numbers']): Record<string, string[]> => {
  const kept: Record<string, string[]> = {};
  for (const { number, target } of numbers) if (target) kept[target] = [...(kept[target] ?? []), number];
  return kept;
};

const valuesOf = (tracker: TrackerRowFragment): TrackerValues => ({
  kind: tracker.kind,
  name: tracker.name,
  destination: tracker.destination,
  numbers: [],
  whisper: tracker.whisper ?? '',
  ringSeconds: tracker.ringSeconds,
  voicemail: tracker.voicemail,
  audience: audienceOf(tracker),
  landingParameter: tracker.landingParameter ?? '',
  referrerHosts: [...tracker.referrerHosts],
  referrerGroup: tracker.referrerGroup ?? null,
  source: tracker.source ?? '',
  medium: tracker.medium ?? '',
  campaign: tracker.campaign ?? '',
  swapNumbers: [...tracker.swapNumbers],
  overflow: tracker.fallbackNumber ? 'NUMBER' : 'KEEP',
  fallbackNumber: tracker.fallbackNumber ?? '',
  leaseMinutes: tracker.leaseSeconds / 60,
  graceMinutes: tracker.graceSeconds / 60,
  cooldownMinutes: tracker.cooldownSeconds / 60,
  localNumbers: tracker.localNumbers,
  keptNumbers: keptByTarget(tracker.numbers),
  active: tracker.active,
});

const between = (least: number, most: number) => (minutes: Typed) =>
  minutes === '' || (Number(minutes) >= least && Number(minutes) <= most)
    ? null
    : `Enter ${least} to ${most} minutes.`;

const cooldownProblem = (minutes: Typed, { kind, graceMinutes }: TrackerValues): string | null => {
  const grace = graceMinutes === '' ? usualMinutes.grace : Number(graceMinutes);
  const rest = minutes === '' ? usualMinutes.cooldown : Number(minutes);
  if (kind === 'VISITOR' && rest < grace)
    return `At least ${grace} minutes, as long as calls are credited after a visit; sooner, two visitors could be the caller.`;
  return between(0, 10_080)(minutes);
};

const noCondition = (values: TrackerValues): boolean =>
  !values.landingParameter.trim() && values.referrerHosts.length === 0 && !values.referrerGroup;

/** The form of a tracker to make, or of one to change. */
export const useTrackerForm = (tracker: TrackerRowFragment | null) =>
  useForm<TrackerValues>({
    initialValues: tracker ? valuesOf(tracker) : newTracker,
    validate: {
      name: (name) => (name.trim() === '' ? 'Give it a name.' : null),
      destination: (number) => (number.trim() === '' ? 'Enter the number that rings.' : null),
      numbers: (numbers) =>
        !tracker && numbers.length === 0 ? 'Enter at least one number, and press Enter after it.' : null,
      source: (source, { kind }) =>
        kind === 'SOURCE' && source.trim() === '' ? 'Say what calls are credited to.' : null,
      audience: (audience, values) =>
        values.kind === 'SOURCE' && audience === 'CONDITIONS' && noCondition(values)
          ? 'Fill in at least one condition below.'
          : null,
      fallbackNumber: (number, { kind, overflow }) =>
        kind === 'VISITOR' && overflow === 'NUMBER' && number.trim() === ''
          ? 'Enter the number, or choose to keep the page’s own.'
          : null,
      leaseMinutes: between(1, 1440),
      graceMinutes: between(0, 1440),
      cooldownMinutes: cooldownProblem,
    },
  });

export type TrackerForm = ReturnType<typeof useTrackerForm>;
