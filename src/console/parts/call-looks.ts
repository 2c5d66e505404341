import {
  IconAlertTriangle,
  IconBan,
  IconCheck,
  IconChecks,
  IconCircleDashed,
  IconHelp,
  IconHistory,
  IconPhone,
  IconPhoneCheck,
  IconPhoneIncoming,
  IconPhoneOff,
  IconPhoneX,
  IconTarget,
  IconX,
} from '@tabler/icons-react';
import { useMemo } from 'react';
import { type CallFields, fieldNamed, useCallFields } from '../api/call-fields.tsx';
import type { CallStatus, Confidence, LeadStatus, Outcome } from '../generated/graphql.ts';
import type { Look } from './states.ts';

/** The fields whose words have an icon and a colour. */
interface Pictured {
  readonly status: CallStatus;
  readonly outcome: Outcome;
  readonly confidence: Confidence;
  readonly leadStatus: LeadStatus;
}

type Picture = Pick<Look, 'color' | 'icon'>;

/** Icons and colours; what a word is called and means, the server says. */
const pictures: { readonly [Name in keyof Pictured]: Readonly<Record<Pictured[Name], Picture>> } = {
  status: {
    RINGING: { color: 'orange', icon: IconPhoneIncoming },
    ANSWERED: { color: 'teal', icon: IconPhone },
    ENDED: { color: 'gray', icon: IconPhoneOff },
  },
  outcome: {
    ANSWERED: { color: 'teal', icon: IconPhoneCheck },
    MISSED: { color: 'red', icon: IconPhoneX },
    VOICEMAIL: { color: 'blue', icon: IconHistory },
    ABANDONED: { color: 'orange', icon: IconPhoneOff },
    BLOCKED: { color: 'gray', icon: IconBan },
  },
  confidence: {
    EXACT: { color: 'teal', icon: IconTarget },
    TRACKER: { color: 'blue', icon: IconCheck },
    AMBIGUOUS: { color: 'orange', icon: IconAlertTriangle },
    NONE: { color: 'gray', icon: IconHelp },
  },
  leadStatus: {
    NEW: { color: 'gray', icon: IconCircleDashed },
    QUALIFIED: { color: 'blue', icon: IconCheck },
    UNQUALIFIED: { color: 'gray', icon: IconX },
    WON: { color: 'teal', icon: IconChecks },
    LOST: { color: 'red', icon: IconX },
    SPAM: { color: 'gray', icon: IconBan },
  },
};

export const isWordOf = <Name extends keyof Pictured>(name: Name, text: string): text is Pictured[Name] =>
  Object.hasOwn(pictures[name], text);

export type LookOf = <Name extends keyof Pictured>(name: Name, word: Pictured[Name]) => Look;

/** How a word of a field looks: `lookOf('outcome', 'MISSED')`. */
const looksIn =
  (fields: CallFields['fields']): LookOf =>
  (name, word) => {
    const said = fieldNamed(name, fields).words.find(({ value }) => value === word);
    if (!said) throw new Error(`The server named no ${name} ${word}.`);
    return { ...pictures[name][word], label: said.label, help: said.description ?? said.label };
  };

export const useLooks = (): LookOf => {
  const { fields } = useCallFields();
  return useMemo(() => looksIn(fields), [fields]);
};

export interface WordChoice<Word extends string> {
  readonly value: Word;
  readonly label: string;
}

/** The words of a field to choose from. */
export const useWordChoices = <Name extends keyof Pictured>(name: Name): WordChoice<Pictured[Name]>[] => {
  const { fields } = useCallFields();
  return useMemo(
    () =>
      fieldNamed(name, fields).words.flatMap(({ value, label }) =>
        isWordOf(name, value) ? [{ value, label }] : [],
      ),
    [name, fields],
  );
};
