import { z } from 'zod';

/** What a linked account at HubSpot needs besides the authorisation. */
export const hubspotSettings = z.object({
  createMissingContacts: z.boolean().default(true).meta({
    title: 'Create missing contacts',
    description: 'When no contact has the caller’s number, make one. Otherwise the call is logged alone.',
  }),
  ownerId: z.string().regex(/^\d+$/, 'a HubSpot owner id has only digits').optional().meta({
    title: 'Owner id',
    description: 'The HubSpot owner the logged calls belong to. Empty: nobody.',
    placeholder: '12345678',
  }),
});
export type HubspotSettings = z.infer<typeof hubspotSettings>;

/** What a rule may say about the calls it logs; left out, Ringpath says it. */
export const logSettings = z.object({
  title: z.string().trim().max(255, 'A title has at most 255 characters.').optional().meta({
    title: 'Title',
    description: 'Empty: who called and how the call ended.',
    placeholder: '{{customFields.job_type | "Call"}} from {{callerName | "somebody"}}',
    template: 'TEXT',
  }),
  details: z.string().trim().max(10_000, 'Details have at most 10,000 characters.').optional().meta({
    title: 'Details',
    description: 'Stands above what Ringpath writes about the source of the call.',
    placeholder: 'Asked for {{customFields.job_type}}.',
    template: 'TEXT',
  }),
});
export type LogSettings = z.infer<typeof logSettings>;
