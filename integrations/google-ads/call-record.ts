import type { CallSnapshot } from '../kit/vocabulary.ts';
import type { CallSettings } from './settings.ts';
import { worthOf, worthText } from './worth.ts';

/** What Google was given of a call. A call conversion has no id at Google, so this is its vendor id. */
export interface CallRecord {
  /** Where its status stands; null on the Google Ads API, which decides at once. */
  readonly upload: { readonly requestId: string; readonly index: number } | null;
  /** `149.9 USD` */
  readonly worth: string;
}

export const worthSent = (call: CallSnapshot, settings: CallSettings): string =>
  worthText(worthOf(call, settings));

/** `<request id>/<row>/149.9 USD`; without request id and row where there are none. */
export const recordText = ({ upload, worth }: CallRecord): string =>
  `${upload ? `${upload.requestId}/${upload.index}` : '-/-'}/${worth}`;

const shape = /^(?:-\/-|([^/]+)\/(\d+))\/([^/]+)$/;

/** Null for what `recordText` did not write. */
export const readRecord = (text: string): CallRecord | null => {
  const [found, requestId, index, worth] = shape.exec(text) ?? [];
  if (!found || !worth) return null;
  return { upload: requestId ? { requestId, index: Number(index) } : null, worth };
};
