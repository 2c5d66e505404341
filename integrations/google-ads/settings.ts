import { z } from 'zod';
import { leadStatuses } from '../kit/vocabulary.ts';

/** Google shows customer ids as 123-456-7890 and wants them without the dashes. */
const withoutDashes = (text: string): string => text.replace(/[\s-]/g, '');

export const linkedAccountSettings = z.object({
  customerId: z
    .string()
    .overwrite(withoutDashes)
    .regex(/^\d{10}$/, 'A Google Ads customer ID has 10 digits, like 123-456-7890')
    .meta({
      title: 'Customer ID',
      description: 'The account that owns the conversion actions, at the top right of Google Ads.',
      placeholder: '123-456-7890',
    }),
  loginCustomerId: z
    .string()
    .overwrite(withoutDashes)
    .regex(/^(\d{10})?$/, 'A manager account ID has 10 digits, like 123-456-7890')
    .default('')
    .meta({
      title: 'Manager account ID',
      description: 'Only when you reach the account through a manager account.',
      placeholder: '123-456-7890',
    }),
  path: z
    .enum(['DATA_MANAGER', 'GOOGLE_ADS_API'])
    .default('DATA_MANAGER')
    .meta({
      title: 'Upload through',
      description: 'The older API is open only to accounts that have used it before June 2026.',
      choices: { DATA_MANAGER: 'Data Manager API', GOOGLE_ADS_API: 'Google Ads API (older)' },
    }),
});
export type LinkedAccountSettings = z.infer<typeof linkedAccountSettings>;

/** `WON = 100%` or `QUALIFIED = 40`. */
export const statusValue = new RegExp(
  `^\\s*(${leadStatuses.join('|')})\\s*=\\s*(\\d{1,9}(?:\\.\\d{1,6})?)\\s*(%?)\\s*$`,
);

/** What both kinds of conversion are told. */
const both = z.object({
  conversionActionId: z.string().trim().regex(/^\d+$/, 'A conversion action ID is a number').meta({
    title: 'Conversion action ID',
    description: 'The number after ctId= in the address of the conversion action in Google Ads.',
    placeholder: '7123456789',
  }),
  conversionActionName: z.string().trim().max(100).default('').meta({
    title: 'Conversion action name',
    description: 'Needed only for files you upload by hand: exactly as it is spelled in Google Ads.',
    placeholder: 'Qualified call',
  }),
  value: z
    .enum(['CALL', 'FIXED', 'TEMPLATE', 'LEAD_STATUS'])
    .default('CALL')
    .meta({
      title: 'Value',
      description:
        "A call without a value counts with the conversion action's default value, one that lost its value with 0.",
      choices: {
        CALL: "The call's own value",
        FIXED: 'The same value for every call',
        TEMPLATE: 'A field of the call',
        LEAD_STATUS: 'By lead status',
      },
    }),
  fixedValue: z
    .number()
    .min(0)
    .default(0)
    .meta({ title: 'Fixed value', description: 'Used when the value is the same for every call.' }),
  valueTemplate: z.string().trim().max(500).default('').meta({
    title: 'Field with the value',
    description: 'Used when the value is a field of the call: a number such as 149.90.',
    placeholder: '{{value}}',
    template: 'NUMBER',
  }),
  statusValues: z
    .array(z.string().regex(statusValue, 'Write STATUS = amount, or STATUS = part of the value in percent'))
    .default([])
    .meta({
      title: 'Values by lead status',
      description:
        'Used when the lead status says the value: QUALIFIED = 40 is an amount, WON = 100% a part of the value of the call.',
      placeholder: 'WON = 100%',
    }),
  fixedCurrency: z.string().trim().max(500).default('').meta({
    title: 'Currency of the value',
    description:
      "Three letters, for values that are not the call's own. Empty: the company's currency, and the call's where the field is its value.",
    placeholder: 'USD',
    template: 'CURRENCY',
  }),
  requireValue: z.boolean().default(false).meta({
    title: 'Only calls that are worth something',
    description: 'Skips calls whose value is unknown or zero.',
  }),
});

/** A way to the value that leads nowhere would tell Google a wrong one for every call. */
const valued = <Settings extends typeof both>(settings: Settings): Settings =>
  settings
    .refine(({ value, fixedValue }) => value !== 'FIXED' || fixedValue > 0, {
      path: ['fixedValue'],
      message: 'Say how much every call is worth, more than 0',
    })
    .refine(({ value, statusValues }) => value !== 'LEAD_STATUS' || statusValues.length > 0, {
      path: ['statusValues'],
      message: 'Say what at least one lead status is worth, for example WON = 100%',
    });

export const callSettings = valued(both);
export type CallSettings = z.infer<typeof callSettings>;

export const clickSettings = valued(
  both.extend({
    sendCaller: z.boolean().default(false).meta({
      title: "Send the caller's number, hashed",
      description:
        'Lets Google match people who are signed in. Needs the customer data terms accepted in Google Ads.',
    }),
    sendEmail: z.boolean().default(false).meta({
      title: "Send the caller's e-mail address, hashed",
      description: 'Where it is known. Needs the customer data terms accepted in Google Ads.',
    }),
    withoutClick: z.boolean().default(false).meta({
      title: 'Also calls without a Google click',
      description:
        'Google then looks for an ad click of the caller by what the two settings above send. Needs enhanced conversions for leads turned on in Google Ads.',
    }),
  }),
);
export type ClickSettings = z.infer<typeof clickSettings>;
