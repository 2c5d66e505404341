import type { SandboxAnswer, VendorStandIn } from '../kit/sandbox.ts';

/** What a channel holds: the text as Slack shows it, entities read. */
interface PostedMessage {
  readonly path: string;
  readonly text: string;
}

const plain = (status: number, body: string): SandboxAnswer => ({
  status,
  body,
  headers: { 'content-type': 'text/html' },
});

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
};

/** Slack's fields of a message this stand-in knows; others are no message of ours. */
const knownFields = new Set(['text', 'blocks', 'attachments', 'mrkdwn', 'unfurl_links', 'unfurl_media']);

const read = (text: string): string =>
  text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');

/**
 * Slack's incoming webhooks: it refuses what is no JSON object, messages without text, unknown webhooks and
 * archived channels, in Slack's own words.
 * `hooks` may grow while it runs.
 */
export const slackSandbox = (hooks: {
  /** `/services/T…/B…/…` and the state of its channel. */
  readonly [path: string]: 'OPEN' | 'ARCHIVED' | 'REMOVED' | 'PROHIBITED';
}): VendorStandIn => {
  const posted: PostedMessage[] = [];
  const revoked = new Set<string>();
  const refusals = {
    ARCHIVED: plain(410, 'channel_is_archived'),
    REMOVED: plain(404, 'no_service'),
    PROHIBITED: plain(403, 'action_prohibited'),
  } as const;

  return {
    ledger: () => posted,
    // Slack removes webhooks one by one; whoever installs the app anew gets an address nobody had before.
    revokeAll: () => {
      for (const path of Object.keys(hooks)) revoked.add(path);
    },
    handle: ({ method, path, headers, text }) => {
      if (method !== 'POST') return plain(400, 'invalid_payload');
      const state = revoked.has(path) ? 'REMOVED' : Object.hasOwn(hooks, path) ? hooks[path] : undefined;
      if (state === undefined) return plain(403, 'invalid_token');
      if (state !== 'OPEN') return refusals[state];
      const message = headers['content-type']?.startsWith('application/json') ? parsed(text) : null;
      if (typeof message !== 'object' || message === null || Array.isArray(message))
        return plain(400, 'invalid_payload');
      if (Object.keys(message).some((name) => !knownFields.has(name))) return plain(400, 'invalid_payload');
      const said = (message as { readonly text?: unknown }).text;
      if (said !== undefined && typeof said !== 'string') return plain(400, 'invalid_payload');
      if (!said?.trim()) return plain(400, 'no_text');
      if (said.length > 40_000) return plain(400, 'invalid_payload');
      posted.push({ path, text: read(said) });
      return plain(200, 'ok');
    },
  };
};
