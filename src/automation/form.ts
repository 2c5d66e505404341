import type { z } from 'zod';
import { type FormField, formFields } from '../../integrations/kit/forms.ts';

import { type Noun, typedId } from '../ids.ts';
import type { Setup } from '../setup/setup.ts';
import { meaningOf } from './given.ts';

type Choices = FormField['choices'];

const named =
  (noun: Noun, listed: (setup: Setup) => Iterable<{ readonly id: string; readonly name: string }>) =>
  (setup: Setup): Choices =>
    [...listed(setup)].map(({ id, name }) => ({ value: typedId(noun, id), label: name }));

/** What can be chosen where the id of such a thing is asked for. */
const choicesOf: Readonly<Partial<Record<Noun, (setup: Setup) => Choices>>> = {
  Tag: named('Tag', ({ tags }) => tags.values()),
  Agent: named('Agent', ({ agents }) => [...agents.values()].filter(({ active }) => active)),
  Company: named('Company', ({ companies }) => companies.values()),
  Tracker: named('Tracker', ({ trackers }) => trackers.values()),
};

/** The form of settings a person gives, with what the account has to choose from. */
export const formOf = (given: z.ZodObject, setup: Setup): readonly FormField[] =>
  formFields(given).map((field): FormField => {
    const type = given.shape[field.name];
    const { noun, help, currency } = type ? meaningOf(type) : {};
    const [company] = setup.companies.values();
    const offered = noun && choicesOf[noun]?.(setup);
    return {
      ...field,
      help: help ?? null,
      defaultValue: currency ? (company?.currency ?? null) : field.defaultValue,
      ...(offered ? { choices: offered, kind: field.kind === 'LIST' ? 'LIST' : 'CHOICE' } : {}),
    };
  });
