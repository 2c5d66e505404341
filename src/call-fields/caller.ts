import type { WithheldReason } from '../../integrations/kit/vocabulary.ts';
import { calls } from '../../schema/index.ts';
import { choice, flag, inGroup, shown, text, type Word } from './field.ts';

const withheld = {
  type: 'WithheldReason',
  description: 'Why a caller has no number.',
  words: {
    ANONYMOUS: ['Withheld', 'The caller hid it.'],
    NOT_A_NUMBER: ['Not a number', 'The carrier sent something that is not a number.'],
  } satisfies Record<WithheldReason, Word>,
};

/** Who called. */
export const callerGroup = inGroup('CALLER', {
  firstTime: flag({
    label: 'First-time caller',
    meaning: 'The caller had never called the company before.',
    example: 'yes',
    read: (call) => call.caller.firstTime,
    column: calls.firstTime,
    counted: {
      COUNT: {
        label: 'First-time callers',
        meaning: 'Calls of people who had never called the company before.',
      },
    },
  }),
  callerNumber: text({
    label: 'Caller’s number',
    meaning: 'The caller, E.164; missing when withheld.',
    example: '+12125550177',
    fillType: 'PHONE',
    read: (call) => call.caller.number,
    column: calls.callerNumber,
  }),
  withheld: choice(withheld, {
    label: 'Why there is no number',
    meaning: 'Why the caller has no number; missing when there is one.',
    example: 'ANONYMOUS',
    read: (call) => call.caller.withheld,
    column: calls.withheld,
    missing: 'Not withheld',
  }),
  callerName: text({
    label: 'Caller’s name',
    meaning: 'The name the carrier knew.',
    example: 'Robin Doe',
    read: (call) => call.caller.name,
    column: calls.callerName,
  }),
  callerEmail: shown('EMAIL', {
    label: 'Caller’s e-mail',
    meaning: 'The e-mail address somebody wrote down.',
    example: 'robin@example.com',
    read: (call) => call.caller.email,
    path: 'caller.email',
    optional: true,
  }),
  country: text({
    label: 'Caller’s country',
    meaning: 'Country of the caller, ISO 3166-1 alpha-2.',
    example: 'US',
    read: (call) => call.caller.country,
    column: calls.country,
  }),
  region: text({
    label: 'Caller’s region',
    meaning: 'Region or state of the caller.',
    example: 'NY',
    read: (call) => call.caller.region,
    column: calls.region,
  }),
  city: text({
    label: 'Caller’s city',
    meaning: 'City of the caller.',
    example: 'New York',
    read: (call) => call.caller.city,
    column: calls.city,
  }),
});
