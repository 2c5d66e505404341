import './reflect.ts';
import { registerEnumType } from 'type-graphql';
import { type FieldKind, fieldKinds } from '../../integrations/kit/forms.ts';
import * as vocabulary from '../../integrations/kit/vocabulary.ts';
import {
  changes,
  customFields,
  deliveries,
  linkedAccounts,
  notes,
  runs,
  timers,
} from '../../schema/index.ts';
import { evidenceKinds } from '../attribution/evidence.ts';
import { type Trigger, triggerNamed, triggerNames } from '../automation/triggers/list.ts';
import { type FillType, fillTypes } from '../call-fields/field.ts';
import { orderDirections, orderFields } from '../calls/order.ts';
import { healthStates } from '../delivery/health.ts';
import { apiScopes } from '../identity/scopes.ts';
import { fieldFunctions } from '../reports/custom-columns.ts';
import { intervals } from '../reports/intervals.ts';
import { attributionModels } from '../reports/touches.ts';
import { channelGroups } from '../tracking/channel.ts';
import { matchLevels } from '../tracking/match.ts';

/** A GraphQL enum of a list of words, each with its meaning. */
export const words = <Word extends string>(
  name: string,
  values: readonly Word[],
  description: string,
  meanings: Readonly<Record<Word, string>>,
): Readonly<Record<Word, Word>> => {
  const made = Object.fromEntries(values.map((word) => [word, word])) as Record<Word, Word>;
  const valuesConfig = Object.fromEntries(
    values.map((word) => [word, { description: meanings[word] }]),
  ) as Record<Word, { description: string }>;
  registerEnumType(made, { name, description, valuesConfig });
  return made;
};

export const ActorKind = words('ActorKind', notes.actorKind.enumValues, 'What kind of actor did something.', {
  KEY: 'A program, or a person, with an API key.',
  PERSON: 'A person who signed in.',
  RULE: 'An automation.',
  SYSTEM: 'Ringpath itself: it followed from something else.',
});

export const ApiScope = words('ApiScope', apiScopes, 'What an API key may do.', {
  READ: 'Queries and subscriptions.',
  WRITE: 'Mutations.',
  ADMIN: 'API keys and linked accounts.',
});

export const TrackerKind = words('TrackerKind', vocabulary.trackerKinds, 'What the numbers stand for.', {
  OFFLINE: 'A poster, a leaflet, a listing.',
  SOURCE: 'Every visitor from one source.',
  VISITOR: 'A pool: one number for each visitor at a time.',
});

export const ChannelGroup = words('ChannelGroup', channelGroups, 'The kind of channel a visit came by.', {
  SEARCH: 'A search engine, unpaid.',
  SOCIAL: 'A social network, unpaid.',
  EMAIL: 'A mail.',
  PAID: 'An advertisement.',
  AI: 'An AI assistant.',
  REFERRAL: 'A link on another site.',
  DIRECT: 'The address itself, a bookmark, or a link that says nothing.',
  OTHER: 'A tag that says something else.',
});

export const MatchLevel = words('MatchLevel', matchLevels, 'By what a tracker is chosen, strongest first.', {
  LANDING_PARAMETER: "A parameter of the landing page's address, or a campaign.",
  REFERRER: 'Certain hosts, or a source and medium.',
  REFERRER_GROUP: 'A kind of channel.',
  POOL: 'A pool is for every visit.',
  DEFAULT: 'For visits nothing else fits.',
});

export const ConsentState = words('ConsentState', vocabulary.consentStates, 'What a visitor agreed to.', {
  GRANTED: 'The visitor agreed.',
  DENIED: 'The visitor refused.',
  UNKNOWN: 'The page never asked. Where consent is required this counts as refused.',
});

export const EvidenceKind = words('EvidenceKind', evidenceKinds, 'What speaks for an attribution.', {
  LEASE: 'A visitor was shown the number.',
  EARLIER_LEASE: 'A visitor had been shown the number longer ago than a call is credited for.',
  OVERFLOW: 'A visitor was shown the number because the pool had no free one.',
  PAGE_OPEN: 'The visitor had the page open when the call came in.',
  NUMBER_CLICK: 'The visitor pressed the number just before the call.',
  KNOWN_CALLER: 'Earlier calls of the caller came from the same visitor.',
  PERSON: 'A person said which visitor called.',
  TRACKER: 'The number stands for one source.',
  NO_LEASE: 'Nobody was shown the number around that time.',
  POOL_FALLBACK:
    "The tracker's number is also what visitors see for whom a pool has no number, so they come from several sources.",
});

const meaningOf = (trigger: Trigger): string => triggerNamed(trigger).description;

export const AutomationTrigger = words(
  'AutomationTrigger',
  triggerNames,
  'When an automation looks at a call.',
  Object.fromEntries(triggerNames.map((name) => [name, meaningOf(name)])) as Record<Trigger, string>,
);

export const CustomFieldSubject = words(
  'CustomFieldSubject',
  customFields.subject.enumValues,
  'What a custom field is a field of.',
  { CALL: 'Of calls.', CALLER: 'Of callers.' },
);

export const CustomFieldKind = words(
  'CustomFieldKind',
  customFields.kind.enumValues,
  'What the values of a custom field are.',
  {
    TEXT: 'Texts, up to 2,000 characters.',
    NUMBER: 'Numbers, up to six decimal places.',
    CHOICE: 'One of `choices`.',
    DATE: 'Days: `2026-11-20`.',
    CHECKBOX: 'Yes or no.',
  },
);

export const DeliveryIntent = words(
  'DeliveryIntent',
  deliveries.intent.enumValues,
  'What a delivery is to do at the vendor.',
  {
    SEND: 'Bring the call there, or its new value.',
    RETRACT: 'Take back what was sent, because the call no longer qualifies.',
  },
);

export const DeliveryState = words(
  'DeliveryState',
  deliveries.state.enumValues,
  'How far a delivery has come.',
  {
    PENDING: 'It waits for its turn.',
    SENDING: 'It is on its way.',
    ACCEPTED: 'The vendor took it in and has not decided yet.',
    CONFIRMED: 'The vendor has it.',
    RETRYING: 'The vendor was busy; it goes again at `dueAt`.',
    NEEDS_RECONNECT: 'The authorisation is gone; a person has to connect again.',
    REJECTED: 'The vendor will never take it; `reason` says why.',
    UNKNOWN: 'It was sent and no answer came; it is looked up at the vendor before it goes again.',
    SUPERSEDED: 'A newer revision goes instead.',
    RETRACTED: 'It was taken back at the vendor.',
    SKIPPED: 'It was never sent: no consent, no click id, too old; `reason` says which.',
  },
);

export const LinkedAccountHealthState = words(
  'LinkedAccountHealthState',
  healthStates,
  'Whether the vendor behind a linked account answers.',
  {
    HEALTHY: 'It answers.',
    FAILING: 'The last attempts got no answer; the next ones still go out.',
    PAUSED: 'It does not answer: deliveries wait, and one tries now and then whether it is back.',
    DEAD: 'It has not answered for long or must be connected again; the owner was told.',
  },
);

export const LinkedAccountState = words(
  'LinkedAccountState',
  linkedAccounts.state.enumValues,
  'Whether a linked account works.',
  {
    PENDING: 'It waits for a person to agree at the vendor.',
    ACTIVE: 'It works.',
    NEEDS_RECONNECT: 'The vendor refused it; a person has to connect again.',
    DISCONNECTED: 'It was taken down; its secrets are gone.',
  },
);

export const ChangeKind = words('ChangeKind', changes.kind.enumValues, 'What happened.', {
  CALL_STARTED: meaningOf('CALL_STARTED'),
  CALL_ANSWERED: meaningOf('CALL_ANSWERED'),
  CALL_ENDED: meaningOf('CALL_ENDED'),
  CALL_UPDATED: meaningOf('CALL_UPDATED'),
  DELIVERY_CHANGED: 'A delivery was made or moved to another state.',
  SETUP_CHANGED: 'A company, tracker, tag, automation or linked account was made or changed.',
  EVENT_UNMATCHED: 'A carrier told us something that belongs to no call we know.',
  LINKED_ACCOUNT_CHANGED: 'A vendor stopped answering, refused us, or is back.',
  RUN_CHANGED: 'A dry run, a backfill or a replay went on.',
  POOL_CHANGED: 'A pool of numbers is running out, or has run out.',
});

export const RunKind = words('RunKind', runs.kind.enumValues, 'What a run does.', {
  DRY_RUN: 'Tries a rule on past calls. Nothing is changed or sent.',
  BACKFILL: 'Applies a rule to past calls.',
  REPLAY: 'Sends deliveries again.',
  TAG_CALLS: 'Puts tags on calls, or takes them off.',
  RESCORE: 'Scores calls anew. It wakes no automation.',
});

export const RunState = words('RunState', runs.state.enumValues, 'Whether a run is under way.', {
  RUNNING: 'It is under way, or waits for its turn.',
  DONE: 'It looked at everything.',
  CANCELLED: 'Somebody ended it. What it had done stays done.',
  FAILED: 'It could not go on; `reason` says why.',
});

export const TimerState = words('TimerState', timers.state.enumValues, 'Whether a timer has fired.', {
  WAITING: 'The time is not up.',
  DONE: 'The automation looked at the call.',
  CANCELLED: 'There was nothing left to look at; `reason` says why.',
});

export const AuthKind = words(
  'AuthKind',
  ['OAUTH2', 'SECRET', 'NONE'] as const,
  'How a person lets Ringpath into a vendor.',
  {
    OAUTH2: 'By agreeing on a page of the vendor.',
    SECRET: 'By giving the values of `secretFields`.',
    NONE: 'There is nothing to authorise.',
  },
);

export const FormFieldKind = words<FieldKind>('FormFieldKind', fieldKinds, 'What a form shows for a field.', {
  TEXT: 'One line of text.',
  NUMBER: 'A number.',
  CHECKBOX: 'Yes or no.',
  CHOICE: 'One of `choices`.',
  LIST: 'Several texts, or several of `choices`.',
  SECRET: 'Text that is never shown again after it was saved.',
});

export const TemplateFieldType = words<FillType>(
  'TemplateFieldType',
  fillTypes,
  'What something that is filled into a template reads as.',
  {
    TEXT: 'Any text.',
    NUMBER: 'A number: `149.90`.',
    EMAIL: 'An e-mail address.',
    PHONE: 'A phone number in E.164.',
    CURRENCY: 'An ISO 4217 currency.',
    DATE: 'A moment in ISO 8601, or a day: `2026-11-20`.',
    BOOLEAN: '`yes` or `no`; fits into text only.',
  },
);

export const CallOrderField = words('CallOrderField', orderFields, 'What calls can be ordered by.', {
  STARTED_AT: 'When they came in.',
  DURATION_SECONDS: 'Seconds from the first ring to the end; calls that have not ended come last.',
  VALUE: 'What they are worth; calls without a value come last.',
});

export const OrderDirection = words('OrderDirection', orderDirections, 'Which way a list runs.', {
  ASC: 'Smallest or oldest first.',
  DESC: 'Largest or newest first.',
});

export const CustomFieldFunction = words(
  'CustomFieldFunction',
  fieldFunctions,
  'What a report does with numbers of a custom field.',
  { SUM: 'Adds them up.', AVERAGE: 'Averages those that are there.' },
);

export const AttributionModel = words(
  'AttributionModel',
  attributionModels,
  'How a call is shared between the visits and calls that led to it.',
  {
    FIRST_TOUCH: 'All to the first.',
    LAST_TOUCH: 'All to the last.',
    LINEAR: 'The same to each.',
    POSITION_BASED: 'Two fifths to the first, two fifths to the last, the rest to those between.',
    TIME_DECAY: 'The more the later; a week earlier counts half.',
  },
);

export const ReportInterval = words('ReportInterval', intervals, 'Length of a row in time.', {
  HOUR: 'An hour.',
  DAY: 'A day.',
  WEEK: 'A week, Monday first.',
  MONTH: 'A calendar month.',
});
