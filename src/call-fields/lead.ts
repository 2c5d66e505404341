import { sql } from 'drizzle-orm';
import type { LeadStatus } from '../../integrations/kit/vocabulary.ts';
import { calls } from '../../schema/index.ts';
import { microsOf } from '../money.ts';
import { choice, flag, inGroup, number, shown, tagSet, text, thing, type Word } from './field.ts';

const leadStatus = {
  type: 'LeadStatus',
  description: 'What became of a caller.',
  words: {
    NEW: ['New', 'Nobody has judged it yet.'],
    QUALIFIED: ['Qualified', 'Could become a customer.'],
    UNQUALIFIED: ['Unqualified', 'Will not become a customer.'],
    WON: ['Won', 'Became a customer.'],
    LOST: ['Lost', 'Could have become a customer and did not.'],
    SPAM: ['Spam', 'A nuisance.'],
  } satisfies Record<LeadStatus, Word>,
};

/** What came of it. */
export const leadGroup = inGroup('LEAD', {
  tags: tagSet({
    label: 'Tags',
    meaning:
      'The tags, by id or name. A report counts a call once for each of its tags, so its rows add up to more than the totals, which count each call once.',
    example: 'emergency, qualified',
    read: (call) => ({ ids: call.tagIds, names: call.tags }),
    fill: (call) => call.tags.join(', '),
    column: calls.tagIds,
    path: 'tags.name',
    optional: true,
    missing: 'No tag',
  }),
  leadStatus: choice(leadStatus, {
    label: 'Lead status',
    meaning: 'What became of the caller.',
    example: 'QUALIFIED',
    read: (call) => call.leadStatus,
    column: calls.leadStatus,
  }),
  value: number({
    label: 'Value',
    meaning: 'What the call is worth, in its currency.',
    example: '149.90',
    unit: 'MONEY',
    scale: 1_000_000,
    read: (call) => (call.value ? microsOf(call.value.amount) : null),
    fill: (call) => call.value?.amount,
    column: calls.valueMicros,
    path: 'value.amount',
    counted: {
      SUM: {
        label: 'Value',
        meaning:
          'What the calls are worth, added up. Refused when they have several currencies: filter by company.',
      },
      AVERAGE: {
        label: 'Average value',
        meaning:
          'What the calls that have a value are worth, for each. Refused when they have several currencies: filter by company.',
      },
    },
  }),
  valueCurrency: text({
    label: 'Currency of the value',
    meaning: 'The ISO 4217 currency of the value.',
    example: 'USD',
    fillType: 'CURRENCY',
    // A currency without an amount is none.
    read: (call) => call.value?.currency ?? null,
    column: sql`(case when ${calls.valueMicros} is not null then ${calls.valueCurrency} end)`,
    path: 'value.currency',
    optional: true,
  }),
  score: number({
    label: 'Score',
    meaning: 'Points of the lead score; missing until it was scored.',
    example: '70',
    unit: 'POINTS',
    read: (call) => call.score,
    column: calls.score,
    counted: {
      AVERAGE: { label: 'Average score', meaning: 'Points of the lead score, for each scored call.' },
    },
  }),
  assignee: thing('Agent', {
    label: 'Agent',
    meaning: 'The agent who looks after the lead: by id, and by name in templates.',
    example: 'Alex Kim',
    read: (call) => call.assignee?.id ?? null,
    fill: (call) => call.assignee?.name,
    column: calls.assigneeId,
    path: 'assignee.name',
    missing: 'Nobody',
  }),
  assigneeEmail: shown('EMAIL', {
    label: 'Agent’s e-mail',
    meaning: 'The e-mail address of the agent who looks after the lead.',
    example: 'alex@example.com',
    read: (call) => call.assignee?.email ?? null,
    path: 'assignee.email',
    optional: true,
  }),
  note: text({
    label: 'Note',
    meaning: 'The newest note about it.',
    example: 'Asked for a quote.',
    read: (call) => call.note,
    column: calls.note,
    splits: false,
  }),
  hasNote: flag({
    label: 'Has a note',
    meaning: 'Whether somebody wrote a note about it.',
    example: 'yes',
    read: (call) => call.note !== null,
    column: sql`(${calls.note} is not null)`,
    path: null,
  }),
});
