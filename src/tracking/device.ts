import Bowser from 'bowser';
import { isbot } from 'isbot';
import { LRUCache } from 'lru-cache';

export type Device = 'DESKTOP' | 'MOBILE' | 'TABLET' | 'OTHER';

/** What a browser's name of itself tells. */
export interface Browser {
  readonly device: Device;
  /** A program: a crawler, a tool, a headless browser, or one that says nothing about itself. */
  readonly bot: boolean;
}

const devices: Readonly<Record<string, Device>> = {
  desktop: 'DESKTOP',
  mobile: 'MOBILE',
  tablet: 'TABLET',
};

/** Few browsers visit many pages, and reading a name costs more than the rest of a page view. */
const known = new LRUCache<string, Browser>({ max: 5_000 });

const read = (userAgent: string): Browser => ({
  device: devices[Bowser.parse(userAgent).platform.type ?? ''] ?? 'OTHER',
  bot: isbot(userAgent),
});

export const browserOf = (userAgent: string | null): Browser => {
  if (!userAgent) return { device: 'OTHER', bot: true };
  const remembered = known.get(userAgent);
  if (remembered) return remembered;
  const browser = read(userAgent);
  known.set(userAgent, browser);
  return browser;
};
