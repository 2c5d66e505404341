import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

/**
 * Secrets at rest: AES-256-GCM. Layout: version (1) · key id (4) · nonce (12) · tag (16) · ciphertext.
 * The row it belongs to is authenticated with it, so a secret copied onto another row does not open.
 * The key id says which of several keys sealed it, so keys can be rotated without re-sealing at once.
 */
const version = 1;
const header = 5;
const nonceLength = 12;
const tagLength = 16;

export interface SealingKey {
  /** Four bytes, derived from the key, so the same key always has the same id. */
  readonly id: Buffer;
  readonly key: Buffer;
}

/** Derives a sealing key from the configured secret (at least 32 characters of real entropy). */
export const sealingKey = (secret: string): SealingKey => ({
  id: Buffer.from(hkdfSync('sha256', secret, 'ringpath', 'sealing key id', 4)),
  key: Buffer.from(hkdfSync('sha256', secret, 'ringpath', 'sealing key', 32)),
});

/** Seals and opens. The first key seals; every key opens. */
export const createVault = (keys: readonly [SealingKey, ...SealingKey[]]) => ({
  seal: (plain: string, row: string): Buffer => {
    const [{ id, key }] = keys;
    const nonce = randomBytes(nonceLength);
    const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(row));
    const body = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
    return Buffer.concat([Buffer.of(version), id, nonce, cipher.getAuthTag(), body]);
  },

  /** Throws when it was sealed for another row, by an unknown key, or was altered. */
  open: (sealed: Uint8Array, row: string): string => {
    const bytes = Buffer.from(sealed);
    const key = keys.find(({ id }) => id.equals(bytes.subarray(1, header)));
    if (bytes[0] !== version || !key)
      throw new Error('This secret was sealed with a key that is not configured.');
    const nonce = bytes.subarray(header, header + nonceLength);
    const tag = bytes.subarray(header + nonceLength, header + nonceLength + tagLength);
    const decipher = createDecipheriv('aes-256-gcm', key.key, nonce).setAAD(Buffer.from(row)).setAuthTag(tag);
    const body = bytes.subarray(header + nonceLength + tagLength);
    return Buffer.concat([decipher.update(body), decipher.final()]).toString('utf8');
  },
});

export type Vault = ReturnType<typeof createVault>;
