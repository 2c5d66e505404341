import { z } from 'zod';
import type { Vault } from '../sealed.ts';

const grant = z.object({
  accessToken: z.string(),
  refreshToken: z.string().nullable(),
  /** Milliseconds since 1970; null when the vendor does not say: good until refused. */
  expiresAt: z.number().nullable(),
  extra: z.record(z.string(), z.string()),
  /** Rises with every token, so a writer can tell whether its picture is the present one. */
  generation: z.int(),
});
export type Grant = z.infer<typeof grant>;

const signIn = z.object({
  stateHash: z.string(),
  /** SHA-256 of what the browser that began it brings back. The default fits nothing: begun before there was one. */
  tokenHash: z.string().default(''),
  /** The API key that began it; null inside the server. */
  keyId: z.string().nullable().default(null),
  verifier: z.string(),
  /** Milliseconds since 1970. */
  expiresAt: z.number(),
  /** What the linked account becomes when the sign-in succeeds. */
  settings: z.record(z.string(), z.unknown()),
  label: z.string().nullable(),
  /** A path of the console, or one of `SIGN_IN_PAGES`. */
  returnTo: z.string(),
});
export type SignIn = z.infer<typeof signIn>;

const content = z.object({
  /** Values of `auth.fields`. */
  fields: z.record(z.string(), z.string()),
  grant: grant.nullable(),
  /** Who is fetching a new token, and until when the others wait for it (database's clock, ms). */
  renewal: z.object({ by: z.string(), until: z.number() }).nullable(),
  /** A person is at the vendor's pages. What is stored keeps working until they are back. */
  signIn: signIn.nullable(),
});
export type Content = z.infer<typeof content>;

export const empty: Content = { fields: {}, grant: null, renewal: null, signIn: null };

interface Place {
  readonly accountId: string;
  readonly id: string;
}

/** Part of what seals a row: other words here would open nothing that is stored. */
const placeOf = ({ accountId, id }: Place): string => `connections/${accountId}/${id}`;

/** What stands sealed in `linked_accounts.secrets`, bound to its row. */
export const createSafe = (vault: Vault) => ({
  seal: (place: Place, what: Content): Buffer => vault.seal(JSON.stringify(what), placeOf(place)),

  /** Empty when there is none. Throws when it was sealed for another row or by a key that is gone. */
  open: (row: Place & { readonly secrets: Uint8Array | null }): Content =>
    row.secrets ? content.parse(JSON.parse(vault.open(row.secrets, placeOf(row)))) : empty,
});

export type Safe = ReturnType<typeof createSafe>;
