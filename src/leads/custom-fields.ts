import { and, count, eq } from 'drizzle-orm';
import { customFields } from '../../schema/index.ts';
import type { Tx } from '../db.ts';
import { Refusal } from '../errors.ts';
import { newId } from '../ids.ts';
import { idIn, textIn } from '../input.ts';
import type { Reach } from '../reach.ts';
import { companyScopeIn, refuseShared } from '../setup/company-scope.ts';
import type { Edited } from '../setup/edits.ts';
import type { CustomField } from '../setup/setup.ts';

export interface CreateCustomField {
  readonly subject: CustomField['subject'];
  readonly key: string;
  readonly name: string;
  readonly kind: CustomField['kind'];
  readonly choices?: readonly string[] | null;
  /** Null: every company. */
  readonly companyId?: string | null;
}

export interface UpdateCustomField {
  readonly id: string;
  readonly name?: string | null;
  readonly choices?: readonly string[] | null;
  /** Null: every company. */
  readonly companyId?: string | null;
}

export interface ArchiveCustomField {
  readonly id: string;
  readonly archived?: boolean | null;
}

/** Fields one account may have on calls, and as many on callers. */
const mostFields = 100;

const keyIn = (given: string): string => {
  const key = given.trim();
  if (/^[a-z][a-z0-9_]{0,39}$/.test(key)) return key;
  const message =
    'A key is up to 40 lower-case letters, digits and underscores, a letter first, like job_type.';
  throw new Refusal('INVALID', message, 'input.key');
};

const nameIn = (given: string): string => textIn(given, 'input.name', { max: 100 });

const choicesIn = (kind: CustomField['kind'], given: readonly string[]): string[] => {
  if (kind !== 'CHOICE') {
    if (given.length === 0) return [];
    throw new Refusal('INVALID', 'Only a field of the kind CHOICE has choices.', 'input.choices');
  }
  if (given.length === 0 || given.length > 100)
    throw new Refusal('INVALID', 'A field of the kind CHOICE needs 1 to 100 choices.', 'input.choices');
  const choices = given.map((choice, at) => textIn(choice, `input.choices[${at}]`, { max: 100 }));
  if (new Set(choices).size < choices.length)
    throw new Refusal('INVALID', 'Give each choice once.', 'input.choices');
  return choices;
};

export const insertCustomField = async (tx: Tx, reach: Reach, input: CreateCustomField): Promise<Edited> => {
  const { accountId } = reach;
  const { subject, kind } = input;
  const field = {
    accountId,
    id: newId(),
    subject,
    kind,
    key: keyIn(input.key),
    name: nameIn(input.name),
    choices: choicesIn(kind, input.choices ?? []),
    companyId: await companyScopeIn(tx, reach, input.companyId ?? null),
  };
  const [known] = await tx
    .select({ fields: count() })
    .from(customFields)
    .where(and(eq(customFields.accountId, accountId), eq(customFields.subject, subject)));
  if ((known?.fields ?? 0) >= mostFields)
    throw new Refusal('TOO_LARGE', `An account may have ${mostFields} of these fields.`);
  const made = await tx
    .insert(customFields)
    .values(field)
    .onConflictDoNothing()
    .returning({ id: customFields.id });
  if (made.length === 0)
    throw new Refusal('CONFLICT', `There already is a field with the key ${field.key}.`, 'input.key');
  return { id: field.id, companyId: field.companyId, what: `The custom field ${field.name} was made.` };
};

const lock = async (tx: Tx, reach: Reach, given: string): Promise<CustomField> => {
  const id = idIn('CustomField', given, 'input.id');
  const mine = and(eq(customFields.accountId, reach.accountId), eq(customFields.id, id));
  await refuseShared(
    reach,
    () => tx.select({ companyId: customFields.companyId }).from(customFields).where(mine),
    'custom field',
  );
  const [field] = await tx.select().from(customFields).where(mine).for('update');
  if (field) return field;
  throw new Refusal('NOT_FOUND', 'There is no such custom field in this account.', 'input.id');
};

const save = async (tx: Tx, field: CustomField, change: Partial<CustomField>): Promise<void> => {
  await tx
    .update(customFields)
    .set(change)
    .where(and(eq(customFields.accountId, field.accountId), eq(customFields.id, field.id)));
};

/** What is left out stays. Key, kind and subject never change; values whose choice is gone stay as they are. */
export const changeCustomField = async (tx: Tx, reach: Reach, input: UpdateCustomField): Promise<Edited> => {
  const field = await lock(tx, reach, input.id);
  const name = input.name == null ? field.name : nameIn(input.name);
  const choices = input.choices == null ? field.choices : choicesIn(field.kind, input.choices);
  const companyId =
    input.companyId === undefined ? field.companyId : await companyScopeIn(tx, reach, input.companyId);
  await save(tx, field, { name, choices, companyId });
  return { id: field.id, companyId, what: `The custom field ${name} was changed.` };
};

/** Archived, or brought back. */
export const archiveCustomField = async (
  tx: Tx,
  reach: Reach,
  input: ArchiveCustomField,
): Promise<Edited> => {
  const field = await lock(tx, reach, input.id);
  const archived = input.archived ?? true;
  await save(tx, field, { archived });
  const what = archived ? 'was archived' : 'is offered again';
  return { id: field.id, companyId: field.companyId, what: `The custom field ${field.name} ${what}.` };
};
