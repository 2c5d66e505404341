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

/** What a rule may say about the calls it logs; left out, Ringpath says it. */
export const logSettings = z.object({
  subject: z.string().trim().max(255, 'A subject has at most 255 characters.').optional().meta({
    title: 'Subject',
    description: 'Empty: the way of the call, who called and how it ended.',
    placeholder: '{{customFields.job_type | "Call"}} from {{callerName | "somebody"}}',
    template: 'TEXT',
  }),
  details: z.string().trim().max(10_000, 'Details have at most 10,000 characters.').optional().meta({
    title: 'Details',
    description: 'Stands above what Ringpath writes about the call.',
    placeholder: 'Asked for {{customFields.job_type}}.',
    template: 'TEXT',
  }),
});

export type LogSettings = z.infer<typeof logSettings>;
