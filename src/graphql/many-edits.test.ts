import { expect, it } from 'vitest';
import { storeCall } from '../../test/support/calls.ts';
import { startGraphql } from '../../test/support/graphql.ts';
import { seedCompany } from '../../test/support/seed.ts';
import { typedId } from '../ids.ts';
import { systemReach } from '../reach.ts';
import { setupChanged } from '../setup/cache.ts';

it('edits more calls at once than there are connections, just after another process changed the setup', async () => {
  const api = await startGraphql();
  const company = await seedCompany(api.db, api.accountId);
  const calls = await Promise.all(Array.from({ length: 30 }, () => storeCall(api.db, company)));
  // Each edit holds a connection when it finds that its copy of the setup is too old.
  await api.db.inAccount(systemReach(api.accountId, 'test'), (tx) =>
    setupChanged(tx, { accountId: api.accountId, companyId: null }, company.id, 'Changed elsewhere.'),
  );
  const edit = `mutation ($input: AddNoteInput!) { addNote(input: $input) { note { text } userErrors { message } } }`;
  const answers = await Promise.all(
    calls.map((id) => api.ask(edit, { input: { callId: typedId('Call', id), text: 'Called back.' } })),
  );
  const noted = { data: { addNote: { note: { text: 'Called back.' }, userErrors: [] } } };
  expect(answers).toMatchObject(calls.map(() => noted));
});
