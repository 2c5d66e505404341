import type { Money } from '../../integrations/kit/vocabulary.ts';
import type { Call } from '../calls/call.ts';
import { Refusal } from '../errors.ts';
import { isCurrency, microsOf } from '../money.ts';

/** An amount somebody gave, as a call stores it; null is no value. Throws Refusal naming the part at fault. */
export const moneyIn = (given: Money | null, field: string): Pick<Call, 'valueMicros' | 'valueCurrency'> => {
  if (!given) return { valueMicros: null, valueCurrency: null };
  const micros = microsOf(given.amount);
  if (micros === null || micros < 0)
    throw new Refusal(
      'INVALID',
      'The amount must be a positive decimal number like 149.90.',
      `${field}.amount`,
    );
  if (!isCurrency(given.currency))
    throw new Refusal('INVALID', 'The currency must be an ISO 4217 code like USD.', `${field}.currency`);
  return { valueMicros: micros, valueCurrency: given.currency };
};
