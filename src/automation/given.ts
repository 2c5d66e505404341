import { z } from 'zod';
import { leadStatuses } from '../../integrations/kit/vocabulary.ts';
import { Refusal } from '../errors.ts';
import type { Noun } from '../ids.ts';
import { idIn } from '../input.ts';
import { isCurrency, microsOf } from '../money.ts';
import type { Setup } from '../setup/setup.ts';
import { spoken } from '../spoken.ts';

/** What the API and a form have to know of something a person gives, beside what the kit knows. */
declare module 'zod' {
  interface GlobalMeta {
    /** It is the typed id of such a thing. */
    noun?: Noun;
    /** The name its enum or object has in the API. */
    apiName?: string;
    /** One sentence under the field on a form; `description` is for who reads the API. */
    help?: string;
    /** It is a currency: a form begins with the account's own. */
    currency?: boolean;
  }
}

/** What is said about a setting, be it optional, or a list of something. */
export const meaningOf = (type: z.ZodType) => {
  let at: unknown = type;
  let meaning: z.core.GlobalMeta = {};
  while (at instanceof z.ZodType) {
    meaning = { ...at.meta(), ...meaning };
    at =
      at instanceof z.ZodOptional || at instanceof z.ZodNullable
        ? at.unwrap()
        : at instanceof z.ZodArray
          ? at.element
          : null;
  }
  return meaning;
};

const labels = Object.fromEntries(
  leadStatuses.map((status) => [status, status.charAt(0) + spoken(status.slice(1))]),
);

/** A lead status as a person gives it. */
export const givenLeadStatus = z.enum(leadStatuses).meta({ apiName: 'LeadStatus', choices: labels });

/** A typed id as a person gives it. */
export const givenId = (noun: Noun) => z.string().meta({ noun });

export const storedAmount = z
  .string()
  .refine((text) => microsOf(text) !== null, 'must be a decimal amount like 149.90');
export const storedCurrency = z.string().refine(isCurrency, 'must be an ISO 4217 currency like USD');

/** UUID of a tag there is. */
export const tagIn = (given: string, setup: Setup, field: string): string => {
  const id = idIn('Tag', given, field);
  if (setup.tags.has(id)) return id;
  throw new Refusal('NOT_FOUND', 'There is no such tag in this account.', field);
};

export const amountIn = (given: string, field: string): string => {
  const micros = microsOf(given);
  if (micros !== null && micros >= 0) return given;
  throw new Refusal('INVALID', 'Must be a decimal amount like 149.90, not below zero.', field);
};

export const currencyIn = (given: string, field: string): string => {
  if (isCurrency(given)) return given;
  throw new Refusal('INVALID', 'Must be an ISO 4217 currency like USD.', field);
};
