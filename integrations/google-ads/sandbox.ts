import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { SandboxAnswer, SandboxRequest, VendorStandIn } from '../kit/sandbox.ts';
import { type AdsApiOptions, createAdsApi, rowCodes } from './sandbox-ads-api.ts';
import { createLedger, type LedgerEntry } from './sandbox-ledger.ts';
import { createSandboxOAuth } from './sandbox-oauth.ts';
import { createProcessing, type SandboxCall, type SandboxClick } from './sandbox-processing.ts';
import { errorInfo, refuse, refuseFields } from './sandbox-refusal.ts';
import { type IngestRequest, readIngestRequest } from './sandbox-request.ts';

export interface GoogleAdsSandboxOptions {
  readonly clientId: string;
  readonly clientSecret: string;
  /** Life of an access token in seconds; 3,599 when not given. */
  readonly tokenSeconds?: number;
  /** Seconds until the status of an upload is final; 1,800 when not given. */
  readonly processingSeconds?: number;
  /** Clicks by id. When given, an id outside it ends as CLICK_NOT_FOUND; it may grow while the sandbox runs. */
  readonly clicks?: ReadonlyMap<string, SandboxClick>;
  /** Calls Google brought. When given, any other ends as CALL_NOT_FOUND. */
  readonly calls?: readonly SandboxCall[];
  /** Clicks and calls younger than this end as TOO_RECENT_…; 0 when not given. Clicks need `clicks`. */
  readonly recentClickSeconds?: number;
  /** Customer ids the user may edit, ten digits; any when not given. */
  readonly customers?: readonly string[];
  /** Ids of the conversion actions there are; any when not given. */
  readonly conversionActions?: readonly string[];
  /** Those among them that take calls; when given, they take nothing else and the others take no calls. */
  readonly callActions?: readonly string[];
  /** Who may still use the Google Ads API; nobody when not given. */
  readonly adsApi?: AdsApiOptions;
  /** Conversions younger than this cannot be adjusted by the Google Ads API; 0 when not given. */
  readonly recentConversionSeconds?: number;
  /** Requests a minute for uploads, and the same again for status reads; 300 when not given. */
  readonly requestsPerMinute?: number;
  readonly now?: () => Date;
}

export interface GoogleAdsSandbox extends VendorStandIn {
  readonly ledger: () => readonly LedgerEntry[];
  /** The person takes the access back: every token stops working. */
  readonly revokeAll: () => void;
}

const dataManagerScope = 'https://www.googleapis.com/auth/datamanager';
const adsScope = 'https://www.googleapis.com/auth/adwords';

const memory = z.object({ oauth: z.unknown(), processing: z.unknown(), ledger: z.unknown() });

const notFound = refuse(404, 'Requested entity was not found.');

const readJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/** Google's sign-in, Data Manager API and Google Ads API, as strict as the real ones about everything Ringpath sends. */
export const googleAdsSandbox = (options: GoogleAdsSandboxOptions): GoogleAdsSandbox => {
  const now = options.now ?? (() => new Date());
  const oauth = createSandboxOAuth({ ...options, tokenSeconds: options.tokenSeconds ?? 3599, now });
  const ledger = createLedger();
  const { clicks, calls, conversionActions, callActions, recentClickSeconds = 0 } = options;
  const processingSeconds = options.processingSeconds ?? 1800;
  const processing = createProcessing({ clicks, calls, recentClickSeconds, processingSeconds, now }, ledger);
  const adsApi = createAdsApi(
    {
      open: options.adsApi,
      clicks,
      calls,
      conversionActions,
      callActions,
      recentClickSeconds,
      recentConversionSeconds: options.recentConversionSeconds ?? 0,
      now,
    },
    ledger,
  );
  const asked = { ingest: [] as number[], status: [] as number[] };

  const overQuota = (kind: keyof typeof asked): SandboxAnswer | null => {
    const minuteAgo = now().getTime() - 60_000;
    const recent = asked[kind].filter((at) => at > minuteAgo);
    const most = options.requestsPerMinute ?? 300;
    asked[kind] = recent.length < most ? [...recent, now().getTime()] : recent;
    if (recent.length < most) return null;
    return refuse(429, "Quota exceeded for quota metric 'Requests' and limit 'Requests per minute'.", [
      errorInfo('RATE_LIMIT_EXCEEDED', {
        quota_limit: 'RequestsPerMinutePerProject',
        service: 'datamanager.googleapis.com',
      }),
    ]);
  };

  const unauthorised = (request: SandboxRequest, scope: string): SandboxAnswer | null => {
    const scopes = oauth.scopesOf(request.headers['authorization']);
    if (!scopes)
      return refuse(401, 'Request had invalid authentication credentials.', [
        errorInfo('ACCESS_TOKEN_EXPIRED'),
      ]);
    if (!scopes.includes(scope))
      return refuse(403, 'Request had insufficient authentication scopes.', [
        errorInfo('ACCESS_TOKEN_SCOPE_INSUFFICIENT'),
      ]);
    return null;
  };

  const wrongDestination = ({ destinations, events }: IngestRequest): SandboxAnswer | null => {
    const { customers } = options;
    const fits = (id: string): boolean =>
      (!conversionActions && !callActions) ||
      (conversionActions ?? [id]).concat(callActions ?? []).includes(id);
    const takes = (id: string): boolean =>
      !callActions || events.every((event) => callActions.includes(id) === (event.callInfo !== undefined));
    if (customers && destinations.some((item) => !customers.includes(item.operatingAccount.accountId)))
      return refuse(403, 'The caller does not have permission', [errorInfo('PERMISSION_DENIED')]);
    const unknown = destinations.flatMap((item, index) =>
      fits(item.productDestinationId) && takes(item.productDestinationId)
        ? []
        : [
            {
              field: `destinations[${index}].productDestinationId`,
              reason: 'INVALID_CONVERSION_ACTION_ID',
              description: 'Conversion action ID is not valid.',
            },
          ],
    );
    return unknown.length > 0 ? refuseFields(unknown) : null;
  };

  const ingest = ({ text }: SandboxRequest): SandboxAnswer => {
    const read = readIngestRequest(readJson(text));
    if ('violations' in read) return refuseFields(read.violations);
    const { request } = read;
    const wrong = wrongDestination(request);
    if (wrong) return wrong;
    const requestId = randomUUID();
    if (request.validateOnly) return { status: 200, body: { requestId } };
    // Google's odd one: no row is named, and a dry run lets it pass.
    if (request.events.some((event) => /^\d+$/.test(event.transactionId ?? '')))
      return refuse(400, 'Request contains an invalid argument.');
    processing.take(requestId, request);
    return { status: 200, body: { requestId } };
  };

  const status = ({ query }: SandboxRequest): SandboxAnswer => {
    const report = processing.reportOn(query.get('requestId') ?? '');
    if (report) return { status: 200, body: report };
    const description = 'The request ID used to retrieve the status is not valid.';
    return refuseFields([{ field: 'requestId', reason: 'INVALID_REQUEST_ID', description }]);
  };

  const handle = (request: SandboxRequest): SandboxAnswer => {
    switch (`${request.method} ${request.path}`) {
      case 'GET /o/oauth2/v2/auth':
        return oauth.authorize(request);
      case 'POST /token':
        return oauth.token(request);
      case 'POST /revoke':
        return oauth.revoke(request);
      case 'POST /v1/events:ingest':
        return unauthorised(request, dataManagerScope) ?? overQuota('ingest') ?? ingest(request);
      case 'GET /v1/requestStatus:retrieve':
        return unauthorised(request, dataManagerScope) ?? overQuota('status') ?? status(request);
      default:
        if (request.path.startsWith('/v25/'))
          return (
            unauthorised(request, adsScope) ?? adsApi.handle(request, readJson(request.text)) ?? notFound
          );
        return notFound;
    }
  };

  return {
    handle,
    ledger: ledger.all,
    revokeAll: oauth.revokeAll,
    rowCodes: Object.keys(rowCodes),
    save: () => ({ oauth: oauth.save(), processing: processing.save(), ledger: ledger.save() }),
    restore: (saved) => {
      const kept = memory.parse(saved);
      oauth.restore(kept.oauth);
      processing.restore(kept.processing);
      ledger.restore(kept.ledger ?? []);
    },
  };
};
