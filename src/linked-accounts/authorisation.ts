import { createHash } from 'node:crypto';
import type { Content } from './content.ts';
import type { LinkedAccountRow } from './rows.ts';

/**
 * Tells what a linked account is authorised by from what it is authorised by later: a person connected it again, or
 * a token was renewed. Says nothing about the secrets themselves.
 */
export const authorisationOf = (
  { settings }: Pick<LinkedAccountRow, 'settings'>,
  { fields, grant }: Pick<Content, 'fields' | 'grant'>,
): string =>
  createHash('sha256')
    .update(JSON.stringify([settings, fields, grant?.generation ?? null]))
    .digest('base64url');
