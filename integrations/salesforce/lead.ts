import { z } from 'zod';
import type { CallSnapshot } from '../kit/vocabulary.ts';
import type { SalesforceClient } from './client.ts';

const match = z.object({
  entityType: z.string(),
  matchRecords: z.array(z.object({ record: z.object({ Id: z.string() }) })),
});
const matches = z.object({ matchResults: z.array(match) });

/** What a duplicate rule answers. Salesforce itself misspells the name; both spellings are in use. */
const duplicates = z.object({
  errorCode: z.literal('DUPLICATES_DETECTED'),
  data: z
    .object({ duplicateResut: matches.optional(), duplicateResult: matches.optional() })
    .transform((data) => (data.duplicateResut ?? data.duplicateResult)?.matchResults ?? []),
});

/** The contact, else the lead, that a duplicate rule names; null when it names none we may see. */
const existing = (results: readonly z.infer<typeof match>[]): string | null => {
  for (const type of ['Contact', 'Lead'])
    for (const { entityType, matchRecords } of results)
      if (entityType === type && matchRecords[0]) return matchRecords[0].record.Id;
  return null;
};

/** Makes a lead of the caller and answers its id, or that of the record a duplicate rule holds against it. */
export const makeLead = (
  { call, settings }: SalesforceClient,
  heard: CallSnapshot,
  number: string,
): Promise<string | null> =>
  call(async (connection) => {
    try {
      const { id } = await connection.create('Lead', {
        LastName: (heard.caller.name ?? 'Unknown caller').slice(0, 80),
        Company: settings.leadCompany,
        Phone: number,
        LeadSource: settings.leadSource,
        Description: `Called ${heard.company.name}. ${heard.url}`,
      });
      return id ?? null;
    } catch (error) {
      const named = duplicates.safeParse(error);
      if (!named.success) throw error;
      return existing(named.data.data);
    }
  });
