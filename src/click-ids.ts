import { type ClickIdName, clickIdNames } from '../integrations/kit/vocabulary.ts';

/** Something for each click id there is. A loop, for every page view makes one. */
export const perClickId = <Value>(make: (name: ClickIdName) => Value): Record<ClickIdName, Value> => {
  const made: Partial<Record<ClickIdName, Value>> = {};
  for (const name of clickIdNames) made[name] = make(name);
  return made as Record<ClickIdName, Value>; // every name was just given its value
};

export const noClickIds = perClickId(() => null);
