import { useEffect, useState } from 'react';

interface Draft<Values> {
  readonly typed: Partial<Values>;
  /** What was sent and is not back yet. */
  readonly sent: Partial<Values>;
}

const without = <Values extends object>(typed: Partial<Values>, sent: Partial<Values>): Partial<Values> => {
  const left = { ...typed };
  for (const name of Object.keys(sent) as (keyof Values)[]) if (left[name] === sent[name]) delete left[name];
  return left;
};

/** What a person has typed over what the server says. Fields nobody touched follow the server, live. */
export const useDraft = <Values extends object>(stored: Values) => {
  const [{ typed, sent }, setDraft] = useState<Draft<Values>>({ typed: {}, sent: {} });
  const said = JSON.stringify(stored);
  // biome-ignore lint/correctness/useExhaustiveDependencies: only a new answer brings back what was sent.
  useEffect(() => {
    setDraft((draft) => ({ typed: without(draft.typed, draft.sent), sent: {} }));
  }, [said]);

  const changed: Partial<Values> = {};
  for (const name of Object.keys(typed) as (keyof Values)[])
    if (typed[name] !== stored[name] && typed[name] !== sent[name]) changed[name] = typed[name];
  return {
    values: { ...stored, ...typed } as Values,
    changed,
    isDirty: Object.keys(changed).length > 0,
    set: (part: Partial<Values>): void =>
      setDraft((draft) => ({ ...draft, typed: { ...draft.typed, ...part } })),
    /** The server took these; they stay on the screen until its answer shows them. */
    taken: (part: Partial<Values>): void =>
      setDraft((draft) => ({ ...draft, sent: { ...draft.sent, ...part } })),
  };
};
