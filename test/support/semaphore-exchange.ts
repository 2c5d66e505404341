import { generateKeyPairSync, sign } from 'node:crypto';
import { z } from 'zod';
import type { SandboxRequest, VendorStandIn } from '../../integrations/kit/sandbox.ts';
import type { Happening } from './semaphore.ts';

const url = z.url().nullable();
const command = z.discriminatedUnion('verb', [
  z.strictObject({ key: z.string(), verb: z.literal('say'), text: z.string().min(1), language: z.string() }),
  z.strictObject({
    key: z.string(),
    verb: z.literal('dial'),
    destination: z.string().regex(/^\+\d{7,15}$/),
    timeoutSeconds: z.int().min(1).max(120),
    endedUrl: url,
    legStatusUrl: url,
  }),
  z.strictObject({
    key: z.string(),
    verb: z.literal('record'),
    maxSeconds: z.int().min(1).max(3600),
    readyUrl: z.url(),
  }),
  z.strictObject({ key: z.string(), verb: z.enum(['reject', 'hangup']) }),
]);
type Command = z.infer<typeof command>;

export interface CallPlan {
  readonly from: string;
  readonly to: string;
  /** Seconds both talk; null when nobody answers. */
  readonly talkSeconds: number | null;
  /** Seconds the caller speaks after the tone. */
  readonly messageSeconds?: number;
}

type Told = Happening extends infer One
  ? One extends Happening
    ? Omit<One, 'id' | 'account' | 'call' | 'at' | 'from' | 'to'>
    : never
  : never;

/** The carrier's own side: its API, and the telephone network behind it. Every webhook goes out twice. */
export const semaphoreExchange = (eventsUrl: () => string) => {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const secrets = {
    account: 'acc-1',
    publicKey: publicKey.export({ format: 'der', type: 'spki' }).toString('base64'),
    token: 'a-very-secret-token',
  };
  const calls = new Map<string, Command[]>();
  const accepted: Command[] = [];
  const keys = new Set<string>();
  let made = 0;

  const handle = ({ method, path, headers, text }: SandboxRequest) => {
    const refuse = (status: number, title: string) => ({ status, body: { errors: [{ title }] } });
    if (headers['authorization'] !== `Bearer ${secrets.token}`) return refuse(401, 'Unauthorized');
    const waiting = calls.get(/^\/calls\/([^/]+)\/commands$/.exec(path)?.[1] ?? '');
    if (method !== 'POST' || !waiting) return refuse(404, 'No such call');
    const read = command.safeParse(JSON.parse(text));
    if (!read.success) return refuse(422, z.prettifyError(read.error));
    if (keys.has(read.data.key)) return { status: 200, body: { duplicate: true } };
    keys.add(read.data.key);
    waiting.push(read.data);
    accepted.push(read.data);
    return { status: 202, body: {} };
  };

  /** Headers of a webhook with this body. */
  const signed = (address: string, body: string): Record<string, string> => {
    const timestamp = String(Math.floor(Date.now() / 1000));
    const signature = sign(null, Buffer.from(`${timestamp}|${address}|${body}`), privateKey);
    return {
      'content-type': 'application/json; charset=utf-8',
      'semaphore-timestamp': timestamp,
      'semaphore-signature': signature.toString('base64'),
    };
  };

  const post = (address: string, body: string): Promise<Response> =>
    fetch(address, { method: 'POST', headers: signed(address, body), body });

  /** Lets a call happen as planned; the statuses its webhooks were answered with. */
  const placeCall = async ({ from, to, talkSeconds, messageSeconds = 0 }: CallPlan) => {
    made += 1;
    const call = `call-${made}`;
    const waiting: Command[] = [];
    calls.set(call, waiting);
    const statuses: number[] = [];
    let now = Date.now();
    let told = 0;

    const tell = async (address: string | null, what: Told): Promise<void> => {
      if (address === null) return;
      told += 1;
      const id = `${call}-${told}`;
      const at = new Date(now).toISOString();
      const body = JSON.stringify({ ...what, id, account: secrets.account, call, at, from, to });
      // As carriers do, each comes twice, and once more when it was not taken.
      for (let sent = 0; sent < 2 || (sent < 4 && statuses.at(-1) === 503); sent += 1)
        statuses.push((await post(address, body)).status);
    };

    const dial = async ({
      destination,
      timeoutSeconds,
      endedUrl,
      legStatusUrl,
    }: Extract<Command, { verb: 'dial' }>) => {
      const leg = { leg: `${call}-leg`, destination };
      await tell(legStatusUrl, { event: 'leg.ringing', ...leg });
      now += (talkSeconds === null ? timeoutSeconds : 4) * 1000;
      const endReason = talkSeconds === null ? ('NO_ANSWER' as const) : ('COMPLETED' as const);
      const seconds = talkSeconds ?? 0;
      if (talkSeconds !== null) await tell(legStatusUrl, { event: 'leg.answered', ...leg });
      now += seconds * 1000;
      await tell(legStatusUrl, { event: 'leg.ended', ...leg, endReason, seconds });
      await tell(endedUrl, { event: 'dial.ended', endReason, seconds: talkSeconds });
    };

    await tell(eventsUrl(), { event: 'call.incoming' });
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      if (next.verb === 'dial') await dial(next);
      if (next.verb === 'record' && messageSeconds > 0) {
        now += messageSeconds * 1000;
        const recording = `https://semaphore.example/messages/${call}`;
        await tell(next.readyUrl, { event: 'message.ready', url: recording, seconds: messageSeconds });
      }
    }
    const endReason = talkSeconds === null ? ('NO_ANSWER' as const) : ('COMPLETED' as const);
    await tell(eventsUrl(), { event: 'call.ended', endReason, seconds: (talkSeconds ?? 0) + messageSeconds });
    return { call, statuses };
  };

  const standIn: VendorStandIn = { handle, ledger: () => accepted };
  return { secrets, standIn, placeCall, signed, post, expectCall: (call: string) => calls.set(call, []) };
};
