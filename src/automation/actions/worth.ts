import type { CallSnapshot, Money } from '../../../integrations/kit/vocabulary.ts';
import { microsOf } from '../../money.ts';
import type { Effect } from './call-action.ts';

/** The call with this value: shared by the actions that say what it is worth. */
export const valued = (call: CallSnapshot, value: Money): Effect => {
  const shown = `${value.amount} ${value.currency}`;
  const same =
    call.value?.currency === value.currency && microsOf(call.value.amount) === microsOf(value.amount);
  return same
    ? { call, did: `left the value at ${shown}` }
    : { call: { ...call, value }, did: `set the value ${shown}` };
};
