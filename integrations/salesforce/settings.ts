import { z } from 'zod';

export const salesforceSettings = z.object({
  createLeads: z.boolean().default(true).meta({
    title: 'Make a lead for unknown callers',
    description: 'Off: a call from a number nobody in Salesforce has is logged without a person.',
  }),
  leadCompany: z.string().trim().min(1).max(255).default('Not provided').meta({
    title: 'Company of new leads',
    description: 'Salesforce demands a company on every lead; a caller does not tell one.',
  }),
  leadSource: z.string().trim().min(1).max(255).default('Phone Inquiry').meta({
    title: 'Lead source of new leads',
    description: 'A value of the Lead Source picklist.',
  }),
  keyField: z
    .string()
    .regex(/^[A-Za-z]\w*__c$/, 'Give the API name of a custom field, such as Call_Key__c.')
    .default('Call_Key__c')
    .meta({
      title: 'External id field on Task',
      description: 'API name of the text field that holds the key of a call, so that a call is one task.',
    }),
});

export type SalesforceSettings = z.infer<typeof salesforceSettings>;
