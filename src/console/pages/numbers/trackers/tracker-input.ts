import type {
  CreateTrackerInput,
  TrackerRowFragment,
  UpdateTrackerInput,
} from '../../../generated/graphql.ts';
import { keptByTarget, type TrackerValues } from './tracker-form.ts';

const textOrNull = (text: string): string | null => text.trim() || null;

const secondsOf = (minutes: number | string): number | undefined =>
  minutes === '' ? undefined : Math.round(Number(minutes) * 60);

const conditions = (values: TrackerValues) => {
  const asked = values.audience === 'CONDITIONS';
  return {
    landingParameter: asked ? textOrNull(values.landingParameter) : null,
    referrerHosts: asked ? values.referrerHosts : [],
    referrerGroup: asked ? values.referrerGroup : null,
    isDefault: values.audience === 'EVERYBODY',
    swapNumbers: values.swapNumbers,
  };
};

const pool = (values: TrackerValues) => ({
  swapNumbers: values.swapNumbers,
  fallbackNumber: values.overflow === 'NUMBER' ? textOrNull(values.fallbackNumber) : null,
  leaseSeconds: secondsOf(values.leaseMinutes),
  graceSeconds: secondsOf(values.graceMinutes),
  cooldownSeconds: secondsOf(values.cooldownMinutes),
  localNumbers: values.localNumbers,
});

const credit = (values: TrackerValues) => ({
  source: textOrNull(values.source),
  medium: textOrNull(values.medium),
  campaign: textOrNull(values.campaign),
});

/** The fields both inputs share. Those the kind has no use for are left out. */
const shared = (values: TrackerValues) => ({
  name: values.name.trim(),
  destination: values.destination.trim(),
  whisper: textOrNull(values.whisper),
  ...(typeof values.ringSeconds === 'number' ? { ringSeconds: values.ringSeconds } : {}),
  voicemail: values.voicemail,
  ...(values.kind === 'VISITOR' ? pool(values) : credit(values)),
  ...(values.kind === 'SOURCE' ? conditions(values) : {}),
});

export const createInput = (companyId: string, values: TrackerValues): CreateTrackerInput => ({
  ...shared(values),
  companyId,
  kind: values.kind,
  numbers: values.numbers,
});

/** Only numbers whose target changed; those nobody keeps any more are for any number of the page again. */
const keptChanges = (
  numbers: TrackerRowFragment['numbers'],
  kept: TrackerValues['keptNumbers'],
): { number: string; target: string | null }[] => {
  const before = keptByTarget(numbers);
  const targetIn = (all: TrackerValues['keptNumbers'], number: string): string | null =>
    Object.keys(all).find((target) => all[target]?.includes(number)) ?? null;
  return numbers
    .map(({ number }) => ({ number, target: targetIn(kept, number) }))
    .filter(({ number, target }) => target !== targetIn(before, number));
};

export const updateInput = (tracker: TrackerRowFragment, values: TrackerValues): UpdateTrackerInput => {
  const kept = values.kind === 'VISITOR' ? keptChanges(tracker.numbers, values.keptNumbers) : [];
  return {
    ...shared(values),
    id: tracker.id,
    active: values.active,
    ...(values.numbers.length > 0 ? { addNumbers: values.numbers } : {}),
    ...(kept.length > 0 ? { keptNumbers: kept } : {}),
  };
};
