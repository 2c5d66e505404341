import type { ApiScope } from '../../generated/graphql.ts';

export const scopeWords: Record<ApiScope, { label: string; text: string }> = {
  READ: { label: 'Read', text: 'See calls, reports and settings.' },
  WRITE: { label: 'Write', text: 'Change calls, trackers, tags and automations.' },
  ADMIN: { label: 'Administer', text: 'Make and revoke keys, connect other systems.' },
};
