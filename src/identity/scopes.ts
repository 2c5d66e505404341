import { Refusal } from '../errors.ts';
import type { Reach } from '../reach.ts';

/** What a key may do. Each stands for itself, but WRITE is only given and used together with READ. */
export const apiScopes = ['READ', 'WRITE', 'ADMIN'] as const;
export type ApiScope = (typeof apiScopes)[number];

/** Who asks: one key of one account. */
export interface Viewer {
  readonly reach: Reach;
  readonly scopes: readonly ApiScope[];
}

const allows: Readonly<Record<ApiScope, string>> = {
  READ: 'read',
  WRITE: 'change anything',
  ADMIN: 'manage API keys and linked accounts',
};

/** Throws Refusal FORBIDDEN when the key lacks the scope. */
export const requireScope = (viewer: Pick<Viewer, 'scopes'>, scope: ApiScope): void => {
  if (viewer.scopes.includes(scope)) return;
  throw new Refusal('FORBIDDEN', `This API key may not ${allows[scope]}: it lacks the scope ${scope}.`);
};
