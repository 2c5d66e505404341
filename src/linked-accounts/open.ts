import { Reconnect, RetryLater } from '../../integrations/kit/errors.ts';
import type { Exchange } from '../../integrations/kit/exchange.ts';
import type { AccessToken, Integration } from '../../integrations/kit/integration.ts';
import { authorisationOf } from './authorisation.ts';
import { accessToken } from './check.ts';
import type { Content } from './content.ts';
import type { Parts } from './parts.ts';
import { type OpenableRow, readOpenable } from './rows.ts';
import { untilAborted } from './time-limit.ts';

export interface OpenLinkedAccount {
  readonly integration: Integration;
  /** What the integration's actions take. */
  readonly client: unknown;
  readonly settings: Readonly<Record<string, unknown>>;
  /** By what it is authorised as of now; another after a renewal. */
  readonly authorisation: () => string;
}

const refuseInactive = ({ state, reason, label }: OpenableRow): void => {
  if (state === 'ACTIVE') return;
  if (state === 'DISCONNECTED') throw new Reconnect(`${label} was disconnected. Connect it again.`);
  if (state === 'PENDING')
    throw new Reconnect(`${label} was never connected to the end. Finish the sign-in.`);
  throw new Reconnect(reason ?? `${label} must be connected again.`);
};

interface Found {
  readonly row: OpenableRow;
  /** Opened by the first that needs it. */
  content?: Content;
}

const reading = new WeakMap<Parts, Map<string, Promise<Found>>>();

/** Attempts that begin while another one's read is on its way share it: a busy linked account begins many at once. */
const readOnce = (parts: Parts, accountId: string, linkedAccountId: string): Promise<Found> => {
  const shared = reading.get(parts) ?? new Map<string, Promise<Found>>();
  reading.set(parts, shared);
  const key = `${accountId} ${linkedAccountId}`;
  const running =
    shared.get(key) ??
    readOpenable(parts.db, accountId, linkedAccountId)
      .then((row) => ({ row }))
      .finally(() => shared.delete(key));
  shared.set(key, running);
  return running;
};

/**
 * The authorised client of an active linked account, for one attempt. Throws Reconnect when it is not active,
 * NOT_FOUND when there is none; its tokens throw Reconnect, or RetryLater when the vendor gives none now.
 */
export const open = async (
  parts: Parts,
  accountId: string,
  linkedAccountId: string,
  { exchange, signal }: { readonly exchange: Exchange; readonly signal: AbortSignal },
): Promise<OpenLinkedAccount> => {
  const { safe, vendorOf, renewal } = parts;
  const found = await readOnce(parts, accountId, linkedAccountId);
  const { row } = found;
  refuseInactive(row);
  const vendor = vendorOf(row.integration);
  const { integration, endpoints } = vendor;
  const settings = integration.settings.safeParse(row.settings);
  if (!settings.success)
    throw new Reconnect(`The settings of ${row.label} no longer fit. Connect it again and fill them in.`);
  found.content ??= safe.open(row);
  const { fields, grant } = found.content;
  let held = grant;

  const renew = async (): Promise<AccessToken> => {
    const renewing = renewal.renew({ accountId, id: row.id, vendor, exchange }, held?.generation ?? 0);
    const late = () => new RetryLater(`${integration.name} gave no token before the time was up.`);
    held = await untilAborted(renewing, signal, late);
    return accessToken(held);
  };

  const client = integration.client({
    endpoints,
    settings: settings.data,
    secrets: fields,
    token: async () => (held && renewal.good(held) ? accessToken(held) : renew()),
    renewToken: renew,
    exchange,
    signal,
  });
  const authorisation = (): string => authorisationOf(row, { fields, grant: held });
  return { integration, client, settings: settings.data, authorisation };
};
