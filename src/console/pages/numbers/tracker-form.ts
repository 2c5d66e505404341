import { useForm } from '@mantine/form';
import type {
  CreateTrackerInput,
  TrackerKind,
  TrackerRowFragment,
  UpdateTrackerInput,
} from '../../generated/graphql.ts';

export interface TrackerValues {
  readonly companyId: string;
  readonly kind: TrackerKind;
  readonly name: string;
  readonly destination: string;
  /** Numbers to add; those a tracker has are not listed again. */
  readonly numbers: string[];
  readonly whisper: string;
  readonly ringSeconds: number | string;
  readonly voicemail: boolean;
  readonly source: string;
  readonly medium: string;
  readonly campaign: string;
  readonly swapNumbers: string[];
  readonly fallbackNumber: string;
  readonly leaseSeconds: number | string;
  readonly active: boolean;
}

const newTracker = (companyId: string): TrackerValues => ({
  companyId,
  kind: 'VISITOR',
  name: '',
  destination: '',
  numbers: [],
  whisper: '',
  ringSeconds: '',
  voicemail: false,
  source: '',
  medium: '',
  campaign: '',
  swapNumbers: [],
  fallbackNumber: '',
  leaseSeconds: '',
  active: true,
});

const valuesOf = (tracker: TrackerRowFragment): TrackerValues => ({
  companyId: tracker.company.id,
  kind: tracker.kind,
  name: tracker.name,
  destination: tracker.destination,
  numbers: [],
  whisper: tracker.whisper ?? '',
  ringSeconds: tracker.ringSeconds,
  voicemail: tracker.voicemail,
  source: tracker.source ?? '',
  medium: tracker.medium ?? '',
  campaign: tracker.campaign ?? '',
  swapNumbers: [...tracker.swapNumbers],
  fallbackNumber: tracker.fallbackNumber ?? '',
  leaseSeconds: tracker.leaseSeconds,
  active: tracker.active,
});

/** The form of a tracker to make, or of one to change. */
export const useTrackerForm = (tracker: TrackerRowFragment | null, companyId: string) =>
  useForm<TrackerValues>({
    initialValues: tracker ? valuesOf(tracker) : newTracker(companyId),
    validate: {
      name: (name) => (name.trim() === '' ? 'Give it a name.' : null),
      destination: (number) => (number.trim() === '' ? 'Enter the number that rings.' : null),
      numbers: (numbers) =>
        !tracker && numbers.length === 0 ? 'Enter at least one number, and press Enter after it.' : null,
    },
  });

export type TrackerForm = ReturnType<typeof useTrackerForm>;

const textOrNull = (text: string): string | null => text.trim() || null;

/** The fields both inputs share. Those the kind has no use for are left out. */
const shared = (values: TrackerValues) => ({
  name: values.name.trim(),
  destination: values.destination.trim(),
  whisper: textOrNull(values.whisper),
  ...(typeof values.ringSeconds === 'number' ? { ringSeconds: values.ringSeconds } : {}),
  voicemail: values.voicemail,
  ...(values.kind === 'VISITOR'
    ? typeof values.leaseSeconds === 'number' && { leaseSeconds: values.leaseSeconds }
    : {
        source: textOrNull(values.source),
        medium: textOrNull(values.medium),
        campaign: textOrNull(values.campaign),
      }),
  ...(values.kind === 'OFFLINE'
    ? {}
    : { swapNumbers: values.swapNumbers, fallbackNumber: textOrNull(values.fallbackNumber) }),
});

export const createInput = (values: TrackerValues): CreateTrackerInput => ({
  ...shared(values),
  companyId: values.companyId,
  kind: values.kind,
  numbers: values.numbers,
});

export const updateInput = (id: string, values: TrackerValues): UpdateTrackerInput => ({
  ...shared(values),
  id,
  active: values.active,
  ...(values.numbers.length > 0 ? { addNumbers: values.numbers } : {}),
});
