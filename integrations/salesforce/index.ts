import { z } from 'zod';
import { Rejected } from '../kit/errors.ts';
import { defineIntegration } from '../kit/integration.ts';
import { createClient, type SalesforceClient } from './client.ts';
import { logCall } from './log-call.ts';
import { salesforceSettings } from './settings.ts';

const describedField = z.object({
  name: z.string(),
  type: z.string(),
  length: z.number(),
  externalId: z.boolean(),
  createable: z.boolean(),
});

const howToCreate =
  'In Salesforce Setup open Object Manager, Activity, Fields & Relationships, New: type Text, length 64, tick Unique and External ID, and make it visible and editable for the connected user.';

const requireKeyField = async (client: SalesforceClient): Promise<void> => {
  const { keyField } = client.settings;
  const { fields } = await client.call((connection) => connection.describe('Task'));
  const field = z
    .array(describedField)
    .parse(fields)
    .find(({ name }) => name === keyField);
  if (!field)
    throw new Rejected(
      `Tasks have no field ${keyField}, or the connected user may not see it. ${howToCreate}`,
    );
  const wrong = [
    field.type === 'string' ? null : 'is not a text field',
    field.length >= 32 ? null : 'holds fewer than 32 characters',
    field.externalId ? null : 'is not marked External ID',
    field.createable ? null : 'is read-only for the connected user',
  ].filter((problem) => problem !== null);
  if (wrong.length > 0)
    throw new Rejected(
      `The field ${keyField} of tasks ${wrong.join(' and ')}. It should be made so: ${howToCreate}`,
    );
};

const organisation = z.tuple([z.object({ Id: z.string(), Name: z.string() })]);

export const salesforce = defineIntegration({
  id: 'salesforce',
  name: 'Salesforce',
  description: 'Logs calls as tasks on contacts and leads, and makes leads of unknown callers.',
  auth: {
    kind: 'oauth2',
    authorizeUrl: ({ login }) => `${login}/services/oauth2/authorize`,
    tokenUrl: ({ login }) => `${login}/services/oauth2/token`,
    scopes: ['api', 'refresh_token'],
    pkce: true,
  },
  endpoints: { login: 'https://login.salesforce.com' },
  settings: salesforceSettings,
  client: createClient,
  check: async (client: SalesforceClient) => {
    await requireKeyField(client);
    const { records } = await client.call((connection) =>
      connection.query('SELECT Id, Name FROM Organization'),
    );
    const [{ Id, Name }] = organisation.parse(records);
    return { externalId: Id, label: Name };
  },
  actions: [logCall],
});
