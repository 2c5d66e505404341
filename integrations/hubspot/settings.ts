import { z } from 'zod';

/** What a connection to HubSpot needs besides the authorisation. */
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
