import type { Action, Integration } from '../../integrations/kit/integration.ts';
import { Refusal } from '../errors.ts';
import type { Connection, Setup } from '../setup/setup.ts';

/** The connection (UUID) and one of its actions (`upload-conversion`) somebody named. Throws NOT_FOUND. */
export const actionIn = (
  given: { readonly connectionId: string; readonly action: string },
  setup: Setup,
  integrations: readonly Integration[],
): { readonly connection: Connection; readonly action: Action } => {
  const connection = setup.connections.get(given.connectionId);
  if (!connection) throw new Refusal('NOT_FOUND', 'There is no such connection.', 'connectionId');
  const integration = integrations.find(({ id }) => id === connection.integration);
  const action = integration?.actions.find(({ id }) => id === given.action);
  if (integration && action) return { connection, action };
  const offered = integration?.actions.map(({ id }) => id).join(', ') || 'none';
  throw new Refusal('NOT_FOUND', `${connection.label} has no such action. It has: ${offered}.`, 'action');
};
