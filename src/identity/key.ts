import { hash, randomBytes } from 'node:crypto';

const start = 'rp_live_';
const form = /^rp_live_[0-9a-f]{40}$/;

export interface FreshKey {
  /** The whole key: shown once, stored nowhere. */
  readonly key: string;
  readonly hash: string;
  /** Enough of it for a person to tell keys apart. */
  readonly prefix: string;
}

/** SHA-256, hex. A key is 160 random bits, so a slow hash would protect nothing. */
export const hashOf = (key: string): string => hash('sha256', key);

export const freshKey = (): FreshKey => {
  const key = `${start}${randomBytes(20).toString('hex')}`;
  return { key, hash: hashOf(key), prefix: key.slice(0, start.length + 6) };
};

/** The key of an `Authorization: Bearer …` header, or null when there is none of ours. */
export const keyIn = (authorization: string | undefined): string | null => {
  const [, key = ''] = /^Bearer +(\S+)$/i.exec(authorization ?? '') ?? [];
  return form.test(key) ? key : null;
};
