import { z } from 'zod';
import type { TemplateKind } from '../../integrations/kit/forms.ts';
import { e164 } from '../../integrations/kit/phone.ts';
import type { FillType } from '../call-fields/field.ts';
import { isCurrency } from '../money.ts';

const email = z.email();
const moment = z.union([z.iso.datetime({ offset: true }), z.iso.date()]);

/** The type in words: "text", "a number". */
export const typeWords = {
  TEXT: 'text',
  NUMBER: 'a number',
  EMAIL: 'an e-mail address',
  PHONE: 'a phone number',
  CURRENCY: 'a currency',
  DATE: 'a date',
  BOOLEAN: 'yes or no',
} as const satisfies Record<FillType, string>;

/** What a text must look like to read as a type, for somebody who has to mend it. */
export const typeHints = {
  TEXT: 'text',
  NUMBER: 'a number like 149.90',
  EMAIL: 'an e-mail address like name@example.com',
  PHONE: 'a phone number with its country, like +1 212 555 0100',
  CURRENCY: 'an ISO 4217 currency like USD',
  DATE: 'a date like 2026-11-20, or a time like 2026-11-20T15:04:05Z',
} as const satisfies Record<TemplateKind, string>;

/** The text as a value of this type, in one spelling; null when it does not read as one. */
export const readAs = (kind: TemplateKind, text: string): string | null => {
  const trimmed = text.trim();
  switch (kind) {
    case 'TEXT':
      return text;
    case 'NUMBER':
      return /^-?\d+(\.\d+)?$/.test(trimmed) ? trimmed : null;
    case 'EMAIL':
      return email.safeParse(trimmed).success ? trimmed : null;
    case 'PHONE':
      return e164(trimmed);
    case 'CURRENCY':
      return isCurrency(trimmed) ? trimmed : null;
    case 'DATE':
      return moment.safeParse(trimmed).success ? trimmed : null;
  }
};
