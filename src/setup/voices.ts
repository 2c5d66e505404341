import { and, eq } from 'drizzle-orm';
import type { Integration } from '../../integrations/kit/integration.ts';
import { linkedAccounts } from '../../schema/index.ts';
import type { Tx } from '../db.ts';
import { Refusal } from '../errors.ts';

interface Voice {
  /** The carrier's. */
  readonly name: string;
  /** BCP 47. */
  readonly languages: readonly string[];
}

/** What the voices of each carrier speak, by integration. */
export type Voices = ReadonlyMap<string, Voice>;

export const voicesOf = (integrations: readonly Integration[]): Voices =>
  new Map(
    integrations.flatMap(({ id, name, carrier }) =>
      carrier ? [[id, { name, languages: carrier.languages }] as const] : [],
    ),
  );

const field = 'input.language';

const tagIn = (given: string): string => {
  try {
    const [tag] = Intl.getCanonicalLocales(given.trim());
    if (tag !== undefined) return tag;
  } catch {
    // A RangeError: it is told below, in our own words.
  }
  throw new Refusal('INVALID', 'This is not a BCP 47 language tag like en-US or de-DE.', field);
};

/**
 * A language every carrier of the account speaks; where none is connected yet, one that some carrier does.
 * Refuses others, naming those of the same language that would do.
 */
export const languageIn = async (
  tx: Tx,
  accountId: string,
  given: string,
  voices: Voices,
): Promise<string> => {
  const tag = tagIn(given);
  const rows = await tx
    .selectDistinct({ id: linkedAccounts.integration })
    .from(linkedAccounts)
    .where(and(eq(linkedAccounts.accountId, accountId), eq(linkedAccounts.state, 'ACTIVE')));
  const isSilent = ({ languages }: Voice): boolean => !languages.includes(tag);
  const connected = rows.map(({ id }) => voices.get(id)).filter((voice) => voice !== undefined);
  const all = [...voices.values()];
  const silent = connected.length > 0 ? connected.find(isSilent) : all.every(isSilent) ? all[0] : undefined;
  if (!silent) return tag;
  const near = silent.languages.filter((known) => known.split('-')[0] === tag.split('-')[0]);
  const instead = (near.length > 0 ? near : silent.languages).join(', ');
  throw new Refusal(
    'INVALID',
    `The voices of ${silent.name} do not speak ${tag}. They speak ${instead}.`,
    field,
  );
};
