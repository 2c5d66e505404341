import type { Action, Integration } from '../../integrations/kit/integration.ts';

/**
 * The action of an integration that can tell a person something: the one that sends a text. Each has its own
 * name for it (`send-message`, `send-sms`).
 */
export const alertActionOf = (integration: Integration | undefined): Action | undefined =>
  integration?.actions.find(({ settings }) => 'text' in settings.shape);
