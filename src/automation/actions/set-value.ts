import { z } from 'zod';
import { placeOf } from '../../leads/parts/parts.ts';
import { value } from '../../leads/parts/value.ts';
import { amountIn, currencyIn, storedAmount, storedCurrency } from '../given.ts';
import { defineCallAction } from './call-action.ts';
import { valued } from './worth.ts';

export const setValue = defineCallAction({
  name: 'setValue',
  title: 'Set the value',
  description: 'Says what the call is worth.',
  stored: z.strictObject({ amount: storedAmount, currency: storedCurrency }),
  given: z.object({
    amount: z.string().meta({
      title: 'Amount',
      description: 'Decimal, up to six places: `149.90`.',
      placeholder: '50.00',
    }),
    currency: z.string().meta({
      title: 'Currency',
      description: 'ISO 4217: `USD`.',
      help: 'Three letters.',
      currency: true,
    }),
  }),
  read: ({ amount, currency }, _, field) => ({
    amount: amountIn(amount, `${field}.amount`),
    currency: currencyIn(currency, `${field}.currency`),
  }),
  place: () => placeOf(value),
  apply: (call, { amount, currency }) => valued(call, { amount, currency }),
  shown: ({ amount, currency }) => ({
    title: `Set the value ${amount} ${currency}`,
    settings: { amount, currency },
  }),
});
