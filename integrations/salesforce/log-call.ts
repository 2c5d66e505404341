import { z } from 'zod';
import { NoAnswer } from '../kit/errors.ts';
import { type ActionItem, defineAction, type ItemResult } from '../kit/integration.ts';
import type { SalesforceClient } from './client.ts';
import { type Complaint, complaint, failureOf } from './errors.ts';
import { findPeople } from './person.ts';
import { type LogSettings, logSettings, salesforceSettings } from './settings.ts';
import { taskOf } from './task.ts';

const upserted = z.array(
  z.object({
    success: z.boolean(),
    id: z.string().nullish(),
    errors: z.array(complaint),
  }),
);

type TaskRecord = ReturnType<typeof taskOf> & { TaskSubtype?: 'Call'; WhoId?: string };
type Written = { readonly id: string } | Complaint;

const unexplained: Complaint = { code: 'UNKNOWN_EXCEPTION', message: 'no reason given', fields: [] };

const upsert = async (
  client: SalesforceClient,
  tasks: readonly TaskRecord[],
): Promise<readonly Written[]> => {
  if (tasks.length === 0) return [];
  const { keyField } = client.settings;
  const answer = await client.call((connection) =>
    connection.upsert('Task', [...tasks], keyField, { allOrNone: false }),
  );
  const parsed = upserted.length(tasks.length).safeParse(answer);
  if (!parsed.success) throw new NoAnswer("Salesforce's answer does not say what became of every task");
  return parsed.data.map(({ success, id, errors }) => (success && id ? { id } : (errors[0] ?? unexplained)));
};

const subtypeIsFixed = (written: Written | undefined): boolean =>
  written !== undefined &&
  'code' in written &&
  written.code === 'INVALID_FIELD_FOR_INSERT_UPDATE' &&
  written.fields.includes('TaskSubtype');

/**
 * Writes tasks that may be new. The subtype can be set only while a task is made, and an earlier try may
 * have made it without our hearing of it: what is refused for that goes again without the subtype.
 */
const upsertNew = async (
  client: SalesforceClient,
  tasks: readonly TaskRecord[],
): Promise<readonly Written[]> => {
  const first = await upsert(
    client,
    tasks.map((task) => ({ ...task, TaskSubtype: 'Call' as const })),
  );
  const again = [
    ...(await upsert(
      client,
      tasks.filter((_, index) => subtypeIsFixed(first[index])),
    )),
  ];
  return first.map((written) => (subtypeIsFixed(written) ? (again.shift() ?? unexplained) : written));
};

const resultOf = async (client: SalesforceClient, written: Written): Promise<ItemResult> =>
  'id' in written
    ? {
        status: 'accepted',
        vendorId: written.id,
        vendorUrl: await client.pageOf('Task', written.id),
        confirmed: true,
      }
    : { status: 'failed', error: failureOf(written, client.settings.keyField) };

export const logCall = defineAction({
  id: 'log-call',
  title: 'Log the call as a task',
  description: 'Makes one completed call task per call, on the contact or lead who called.',
  settings: logSettings,
  limits: { batchSize: 200, perSecond: 5, timeoutSeconds: 30 },
  ineligible: (call) => (call.status === 'ENDED' ? null : 'The call has not ended yet.'),
  // Whom the task is on is found out when it is sent.
  preview: (items: readonly ActionItem<LogSettings>[], settings: Readonly<Record<string, unknown>>) => {
    const { keyField } = salesforceSettings.parse(settings);
    return {
      request: `PATCH composite/sobjects/Task/${keyField}`,
      body: items.map((item) => ({
        ...taskOf(item, keyField),
        ...(item.vendorId === null ? { TaskSubtype: 'Call' } : {}),
      })),
    };
  },
  run: async (client: SalesforceClient, items: readonly ActionItem<LogSettings>[]) => {
    // A later revision leaves the person alone: someone in Salesforce may have corrected it.
    const fresh = items.filter(({ vendorId }) => vendorId === null);
    const people = await findPeople(
      client,
      fresh.map(({ call }) => call),
    );
    const results = new Map<ActionItem<LogSettings>, ItemResult>();
    const made: { item: ActionItem<LogSettings>; task: TaskRecord }[] = [];
    for (const item of fresh) {
      const person = item.call.caller.number === null ? null : people.get(item.call.caller.number);
      if (person instanceof Error) results.set(item, { status: 'failed', error: person });
      else {
        const task = taskOf(item, client.settings.keyField);
        made.push({ item, task: person ? { ...task, WhoId: person } : task });
      }
    }
    const known = items.filter(({ vendorId }) => vendorId !== null);
    const written = [
      ...(await upsertNew(
        client,
        made.map(({ task }) => task),
      )),
      ...(await upsert(
        client,
        known.map((item) => taskOf(item, client.settings.keyField)),
      )),
    ];
    const sent = [...made.map(({ item }) => item), ...known];
    for (const [index, item] of sent.entries())
      results.set(item, await resultOf(client, written[index] ?? unexplained));
    return items.map((item) => results.get(item) ?? { status: 'failed', error: failureOf(unexplained, '') });
  },
});
