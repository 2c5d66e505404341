import { datamanager } from 'googleapis/build/src/apis/datamanager/index.js';
import { z } from 'zod';
import { NoAnswer } from '../kit/errors.ts';
import type { Access } from '../kit/integration.ts';
import { type AdsApiAnswer, adsApiAnswer } from './ads-api-answer.ts';
import { adsApiMeaning } from './ads-api-error.ts';
import { type AdsApiRequest, adsApiBody, adsApiPath, version } from './ads-api-rows.ts';
import { type ConversionEvent, ingestBody } from './event.ts';
import { meaningOf } from './google-error.ts';
import { type RequestStatus, requestStatus } from './outcome.ts';
import type { LinkedAccountSettings } from './settings.ts';
import { createAsk } from './transport.ts';

/** Google's two APIs for one Google Ads account. Failures are those of `kit/errors.ts`. */
export interface GoogleAds {
  readonly linkedAccount: LinkedAccountSettings;
  /** Hands events (at most 2,000) to one conversion action; answers with Google's id of the request. */
  readonly ingest: (conversionActionId: string, events: readonly ConversionEvent[]) => Promise<string>;
  /** What became of the events of a request. Asked once a request, however many deliveries want to know. */
  readonly status: (requestId: string) => Promise<RequestStatus>;
  /** Hands rows (at most 2,000) to the older API. */
  readonly upload: (request: AdsApiRequest) => Promise<AdsApiAnswer>;
  /** Customer ids the signed-in user opens directly, by the older API. */
  readonly accessibleCustomers: () => Promise<readonly string[]>;
}

const ingestAnswer = z.object({ requestId: z.string().min(1) });
const customersAnswer = z.object({ resourceNames: z.array(z.string()).default([]) });

export const createGoogleAds = (access: Access<LinkedAccountSettings>): GoogleAds => {
  const linkedAccount = access.settings;
  const ask = createAsk(access);
  const api = datamanager('v1');
  // The SDK would retry by itself, unseen by the attempt log; the host does that.
  const options = { rootUrl: access.endpoints['api'] ?? '', retry: false, signal: access.signal };
  const adsOptions = {
    retry: false,
    signal: access.signal,
    responseType: 'json' as const,
    ...(linkedAccount.loginCustomerId
      ? { headers: { 'login-customer-id': linkedAccount.loginCustomerId } }
      : {}),
  };
  const adsUrl = (path: string): string => `${access.endpoints['ads'] ?? ''}${path}`;

  const askStatus = async (requestId: string): Promise<RequestStatus> => {
    const path = `/v1/requestStatus:retrieve?requestId=${encodeURIComponent(requestId)}`;
    const answer = await ask(
      { method: 'GET', path, allowance: 'status' },
      (by) => api.requestStatus.retrieve({ requestId, auth: by }, options),
      meaningOf,
    );
    const parsed = requestStatus.safeParse(answer);
    if (!parsed.success) throw new NoAnswer("Google's answer about the upload could not be read.");
    return parsed.data;
  };
  // A client serves one attempt, or one round of questions: what it heard does not grow old.
  const asked = new Map<string, Promise<RequestStatus>>();

  return {
    linkedAccount,
    ingest: async (conversionActionId, events) => {
      const body = ingestBody(linkedAccount, conversionActionId, events);
      const answer = await ask(
        { method: 'POST', path: '/v1/events:ingest', body, allowance: 'ingest' },
        (by) => api.events.ingest({ requestBody: body, auth: by }, options),
        meaningOf,
      );
      const parsed = ingestAnswer.safeParse(answer);
      if (!parsed.success) throw new NoAnswer("Google's answer to the upload could not be read.");
      return parsed.data.requestId;
    },
    status: (requestId) => {
      const known = asked.get(requestId) ?? askStatus(requestId);
      asked.set(requestId, known);
      // Not hearing is no answer: whoever asks next asks again.
      known.catch(() => asked.delete(requestId));
      return known;
    },
    upload: async (request) => {
      const path = adsApiPath(linkedAccount.customerId, request.method);
      const body = adsApiBody(request);
      const answer = await ask(
        { method: 'POST', path, body },
        (by) => by.request<unknown>({ ...adsOptions, url: adsUrl(path), method: 'POST', data: body }),
        adsApiMeaning,
      );
      const parsed = adsApiAnswer.safeParse(answer);
      if (!parsed.success) throw new NoAnswer("Google's answer to the upload could not be read.");
      return parsed.data;
    },
    accessibleCustomers: async () => {
      const path = `/${version}/customers:listAccessibleCustomers`;
      const answer = await ask(
        { method: 'GET', path },
        (by) => by.request<unknown>({ ...adsOptions, url: adsUrl(path) }),
        adsApiMeaning,
      );
      return customersAnswer.parse(answer).resourceNames.map((name) => name.replace(/^customers\//, ''));
    },
  };
};
