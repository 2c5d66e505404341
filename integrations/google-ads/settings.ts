import { z } from 'zod';

/** Google shows customer ids as 123-456-7890 and wants them without the dashes. */
const withoutDashes = (text: string): string => text.replace(/[\s-]/g, '');

export const connectionSettings = z.object({
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
});
export type ConnectionSettings = z.infer<typeof connectionSettings>;

export const uploadSettings = z.object({
  conversionActionId: z.string().trim().regex(/^\d+$/, 'A conversion action ID is a number').meta({
    title: 'Conversion action ID',
    description: 'The number after ctId= in the address of the conversion action in Google Ads.',
    placeholder: '7123456789',
  }),
  value: z
    .enum(['CALL', 'FIXED'])
    .default('CALL')
    .meta({
      title: 'Value',
      description: "A call without a value counts with the conversion action's default value.",
      choices: { CALL: "The call's own value", FIXED: 'The same value for every call' },
    }),
  fixedValue: z
    .number()
    .min(0)
    .default(0)
    .meta({ title: 'Fixed value', description: 'Used when the value is the same for every call.' }),
  fixedCurrency: z
    .string()
    .trim()
    .toUpperCase()
    .regex(/^([A-Z]{3})?$/, 'A currency code has three letters, like USD')
    .default('')
    .meta({
      title: 'Currency of the fixed value',
      description: "Three letters; empty for the company's currency.",
      placeholder: 'USD',
    }),
  sendCaller: z.boolean().default(false).meta({
    title: "Send the caller's number, hashed",
    description:
      'Lets Google match people who are signed in. Needs the customer data terms accepted in Google Ads.',
  }),
});
export type UploadSettings = z.infer<typeof uploadSettings>;
