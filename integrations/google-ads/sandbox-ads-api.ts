import type { z } from 'zod';
import type { SandboxAnswer, SandboxRequest } from '../kit/sandbox.ts';
import {
  type AdjustmentRow,
  actionIdOf,
  adjustmentRequest,
  type CallRow,
  type ClickRow,
  callRequest,
  clickRequest,
  readMoment,
} from './sandbox-ads-api-request.ts';
import { hashOf, type Place, type SandboxLedger } from './sandbox-ledger.ts';
import { callProblem, type SandboxCall, type SandboxClick } from './sandbox-processing.ts';
import { refuse } from './sandbox-refusal.ts';
import { currencies, type IngestEvent } from './sandbox-request.ts';

const day = 24 * 60 * 60 * 1000;
const hashed = /^[0-9a-f]{64}$/;

/** Who may still use this API, and how. */
export interface AdsApiOptions {
  /** Customer ids of ten digits; for all others the API is closed. */
  readonly customers: readonly string[];
  /** When given, `login-customer-id` must name it. */
  readonly managedBy?: string;
}

export interface AdsApiWorld {
  readonly open: AdsApiOptions | undefined;
  readonly clicks: ReadonlyMap<string, SandboxClick> | undefined;
  readonly calls: readonly SandboxCall[] | undefined;
  readonly conversionActions: readonly string[] | undefined;
  readonly callActions: readonly string[] | undefined;
  readonly recentClickSeconds: number;
  readonly recentConversionSeconds: number;
  readonly now: () => Date;
}

/** A refused row: the kind of error, its code, and the field it is about. */
type Problem = readonly [kind: string, code: string, field?: string];

const failure = (errors: readonly object[]): object => ({
  '@type': 'type.googleapis.com/google.ads.googleads.v25.errors.GoogleAdsFailure',
  errors,
});

const whole = (status: number, kind: string, code: string, message: string): SandboxAnswer =>
  refuse(status, message, [failure([{ errorCode: { [kind]: code }, message }])]);

/** What may become of a row nothing is wrong with, by its code, and the kind of error it is. */
export const rowCodes: Readonly<Record<string, string>> = {
  INTERNAL_ERROR: 'internalError',
  TRANSIENT_ERROR: 'internalError',
  CONCURRENT_MODIFICATION: 'databaseError',
  TOO_RECENT_CONVERSION_ACTION: 'conversionUploadError',
};

/** The Google Ads API v25, as far as conversions go: rows stand for themselves, and are decided on at once. */
export const createAdsApi = (world: AdsApiWorld, ledger: SandboxLedger) => {
  const upload = 'conversionUploadError';
  const adjust = 'conversionAdjustmentUploadError';

  const actionProblem = (kind: string, id: string | null, wantsCalls: boolean): Problem | null => {
    const { conversionActions, callActions } = world;
    if (!id || (conversionActions && ![...conversionActions, ...(callActions ?? [])].includes(id)))
      return [kind, 'NO_CONVERSION_ACTION_FOUND', 'conversion_action'];
    if (callActions && callActions.includes(id) !== wantsCalls)
      return [kind, 'INVALID_CONVERSION_ACTION_TYPE', 'conversion_action'];
    return null;
  };

  const currencyProblem = (code: string | undefined): Problem | null =>
    code === undefined || currencies.has(code) ? null : ['currencyCodeError', 'UNSUPPORTED', 'currency_code'];

  const clickOf = (row: ClickRow, at: number): Problem | null => {
    const { clicks } = world;
    for (const kind of ['gclid', 'gbraid', 'wbraid'] as const) {
      const id = row[kind];
      if (!id || !clicks) continue;
      const click = clicks.get(id);
      if (click && click.kind !== kind) return [upload, `UNPARSEABLE_${kind.toUpperCase()}`, kind];
      if (!click) return [upload, 'EVENT_NOT_FOUND', kind];
      const clickAt = Date.parse(click.at);
      const age = world.now().getTime() - clickAt;
      if (at < clickAt) return [upload, 'CONVERSION_PRECEDES_EVENT', 'conversion_date_time'];
      if (age > 90 * day) return [upload, 'EXPIRED_EVENT', kind];
      if (age < world.recentClickSeconds * 1000) return [upload, 'TOO_RECENT_EVENT', kind];
    }
    return null;
  };

  const takeClick = (row: ClickRow, customerId: string, dry: boolean): Problem | null => {
    const at = readMoment(row.conversionDateTime);
    if (at === null)
      return ['dateError', 'INVALID_STRING_DATE_TIME_SECONDS_WITH_OFFSET', 'conversion_date_time'];
    if (row.gbraid && row.wbraid) return [upload, 'GBRAID_WBRAID_BOTH_SET', 'wbraid'];
    const users = row.userIdentifiers ?? [];
    if (!(row.gclid || row.gbraid || row.wbraid) && users.length === 0)
      return [upload, 'UNPARSEABLE_GCLID', 'gclid'];
    if (users.some((user) => !hashed.test(user.hashedEmail ?? user.hashedPhoneNumber ?? '')))
      return [upload, 'INVALID_USER_IDENTIFIER', 'user_identifiers'];
    const id = actionIdOf(row.conversionAction);
    const problem = actionProblem(upload, id, false) ?? currencyProblem(row.currencyCode) ?? clickOf(row, at);
    if (problem || !id) return problem;
    const place: Place = { customerId, conversionActionId: id };
    if (row.orderId && ledger.find(place, row.orderId))
      return [upload, 'ORDER_ID_ALREADY_IN_USE', 'order_id'];
    const same = ledger
      .all()
      .some(
        (entry) =>
          entry.conversionActionId === id &&
          row.gclid !== undefined &&
          entry.adIdentifiers?.gclid === row.gclid &&
          Date.parse(entry.eventTimestamp) === at,
      );
    if (same) return [upload, 'CLICK_CONVERSION_ALREADY_EXISTS', 'conversion_date_time'];
    const { gclid, gbraid, wbraid } = row;
    const event = {
      ...(row.orderId ? { transactionId: row.orderId } : {}),
      eventTimestamp: new Date(at).toISOString(),
      adIdentifiers: {
        ...(gclid ? { gclid } : {}),
        ...(gbraid ? { gbraid } : {}),
        ...(wbraid ? { wbraid } : {}),
      },
      ...(row.conversionValue === undefined ? {} : { conversionValue: row.conversionValue }),
      ...(row.currencyCode === undefined ? {} : { currency: row.currencyCode }),
    } satisfies IngestEvent;
    if (!dry) ledger.countClick(event, place, `${gclid ?? gbraid ?? wbraid} ${at}`);
    return null;
  };

  const takeCall = (row: CallRow, customerId: string, dry: boolean): Problem | null => {
    const at = readMoment(row.conversionDateTime);
    const startedAt = readMoment(row.callStartDateTime);
    if (at === null || startedAt === null)
      return ['dateError', 'INVALID_STRING_DATE_TIME_SECONDS_WITH_OFFSET', 'call_start_date_time'];
    if (!/^\+[1-9]\d{6,14}$/.test(row.callerId ?? ''))
      return [upload, 'UNPARSEABLE_CALLERS_PHONE_NUMBER', 'caller_id'];
    if (at <= startedAt) return [upload, 'CONVERSION_PRECEDES_CALL', 'conversion_date_time'];
    const id = actionIdOf(row.conversionAction);
    const caller = hashOf(row.callerId ?? '');
    const recentMs = world.recentClickSeconds * 1000;
    const unmatched = callProblem(caller, startedAt, world.calls, recentMs, world.now().getTime());
    const problem =
      actionProblem(upload, id, true) ??
      currencyProblem(row.currencyCode) ??
      (unmatched ? ([upload, unmatched, 'caller_id'] as const) : null);
    if (problem || !id || dry) return problem;
    const event: IngestEvent = {
      eventTimestamp: new Date(at).toISOString(),
      callInfo: { startTimestamp: new Date(startedAt).toISOString() },
      userData: { userIdentifiers: [{ phoneNumber: caller }] },
      ...(row.conversionValue === undefined ? {} : { conversionValue: row.conversionValue }),
      ...(row.currencyCode === undefined ? {} : { currency: row.currencyCode }),
    };
    return ledger.countCall(event, { customerId, conversionActionId: id })
      ? null
      : [upload, 'CALL_CONVERSION_ALREADY_EXISTS', 'conversion_date_time'];
  };

  const takeAdjustment = (row: AdjustmentRow, customerId: string, dry: boolean): Problem | null => {
    const at = readMoment(row.adjustmentDateTime);
    if (at === null)
      return ['dateError', 'INVALID_STRING_DATE_TIME_SECONDS_WITH_OFFSET', 'adjustment_date_time'];
    const { orderId, restatementValue } = row;
    if (row.gclidDateTimePair && orderId)
      return [adjust, 'GCLID_DATE_TIME_PAIR_AND_ORDER_ID_BOTH_SET', 'order_id'];
    if (row.adjustmentType === 'ENHANCEMENT')
      return [adjust, 'CONVERSION_ACTION_NOT_ELIGIBLE_FOR_ENHANCEMENT', 'conversion_action'];
    if ((row.adjustmentType === 'RESTATEMENT') !== (restatementValue !== undefined))
      return ['fieldError', restatementValue ? 'VALUE_MUST_BE_UNSET' : 'REQUIRED', 'restatement_value'];
    const id = actionIdOf(row.conversionAction);
    const problem = actionProblem(adjust, id, false) ?? currencyProblem(restatementValue?.currencyCode);
    if (problem || !id || !orderId) return problem ?? [adjust, 'CONVERSION_NOT_FOUND', 'order_id'];
    const place: Place = { customerId, conversionActionId: id };
    const held = ledger.find(place, orderId);
    if (!held) return [adjust, 'CONVERSION_NOT_FOUND', 'order_id'];
    const convertedAt = Date.parse(held.eventTimestamp);
    const age = world.now().getTime() - convertedAt;
    if (held.retracted) return [adjust, 'CONVERSION_ALREADY_RETRACTED', 'order_id'];
    if (age > 54 * day) return [adjust, 'CONVERSION_EXPIRED', 'order_id'];
    if (age < world.recentConversionSeconds * 1000) return [adjust, 'TOO_RECENT_CONVERSION', 'order_id'];
    if (at < convertedAt) return [adjust, 'ADJUSTMENT_PRECEDES_CONVERSION', 'adjustment_date_time'];
    const last = held.adjustedAt ? Date.parse(held.adjustedAt) : 0;
    if (at === last && restatementValue)
      return [adjust, 'RESTATEMENT_ALREADY_EXISTS', 'adjustment_date_time'];
    if (at < last) return [adjust, 'MORE_RECENT_RESTATEMENT_FOUND', 'adjustment_date_time'];
    if (dry) return null;
    const adjustedAt = new Date(at).toISOString();
    if (!restatementValue) ledger.retract(place, orderId, adjustedAt);
    else
      ledger.restate(place, orderId, adjustedAt, {
        conversionValue: restatementValue.adjustedValue,
        ...(restatementValue.currencyCode ? { currency: restatementValue.currencyCode } : {}),
      });
    return null;
  };

  const answer = <Row>(
    rows: readonly Row[],
    list: string,
    {
      partialFailure,
      validateOnly = false,
    }: { partialFailure?: boolean | undefined; validateOnly?: boolean | undefined },
    { badRows }: Pick<SandboxRequest, 'badRows'>,
    take: (row: Row, dry: boolean) => Problem | null,
  ): SandboxAnswer => {
    if (rows.length > 2000)
      return whole(
        400,
        upload,
        'TOO_MANY_CONVERSIONS_IN_REQUEST',
        'Upload fewer than 2001 events in a single request.',
      );
    if (!partialFailure)
      return whole(
        400,
        'partialFailureError',
        'PARTIAL_FAILURE_MODE_REQUIRED',
        'Partial failure mode is required.',
      );
    const problems = rows.map((row, index): Problem | null =>
      badRows?.rows.includes(index)
        ? [rowCodes[badRows.code] ?? 'internalError', badRows.code]
        : take(row, validateOnly),
    );
    const errors = problems.flatMap((problem, index) =>
      problem
        ? [
            {
              errorCode: { [problem[0]]: problem[1] },
              message: `Refused with ${problem[1]}.`,
              location: {
                fieldPathElements: [
                  { fieldName: list, index },
                  ...(problem[2] ? [{ fieldName: problem[2] }] : []),
                ],
              },
            },
          ]
        : [],
    );
    const results = validateOnly
      ? []
      : rows.map((_, index) => (problems[index] ? {} : { conversionAction: 'taken' }));
    const partialFailureError = {
      code: 3,
      message: `Multiple errors: ${errors.length}`,
      details: [failure(errors)],
    };
    return { status: 200, body: { results, ...(errors.length > 0 ? { partialFailureError } : {}) } };
  };

  const read = <Shape extends z.ZodType>(
    shape: Shape,
    body: unknown,
    then: (request: z.infer<Shape>) => SandboxAnswer,
  ): SandboxAnswer => {
    const parsed = shape.safeParse(body);
    if (parsed.success) return then(parsed.data);
    const [issue] = parsed.error.issues;
    return refuse(400, `Invalid JSON payload received: ${issue?.path.join('.')} ${issue?.message}`);
  };

  /** Null for paths that are not of this API. */
  const handle = (asked: SandboxRequest, body: unknown): SandboxAnswer | null => {
    const { method, path, headers } = asked;
    if (method === 'GET' && path === '/v25/customers:listAccessibleCustomers') {
      const { customers = [], managedBy } = world.open ?? {};
      const ids = managedBy ? [managedBy] : customers;
      return { status: 200, body: { resourceNames: ids.map((id) => `customers/${id}`) } };
    }
    const [, customerId = '', action] = /^\/v25\/customers\/([^:/]+):(\w+)$/.exec(path) ?? [];
    if (method !== 'POST' || !action) return null;
    const login = headers['login-customer-id'];
    if (!/^\d{10}$/.test(customerId))
      return whole(400, 'requestError', 'INVALID_CUSTOMER_ID', 'Invalid customer ID.');
    if (login !== undefined && !/^\d{10}$/.test(login))
      return whole(
        400,
        'headerError',
        'INVALID_LOGIN_CUSTOMER_ID',
        'Login customer ID header value is invalid.',
      );
    if (!world.open?.customers.includes(customerId))
      return whole(
        403,
        'notAllowlistedError',
        'CUSTOMER_NOT_ALLOWLISTED_FOR_THIS_FEATURE',
        'Customer is not allowlisted for accessing this feature.',
      );
    if (world.open.managedBy !== login)
      return whole(
        403,
        'authorizationError',
        'USER_PERMISSION_DENIED',
        "User doesn't have permission to access customer.",
      );
    switch (action) {
      case 'uploadClickConversions':
        return read(clickRequest, body, (request) =>
          answer(request.conversions, 'conversions', request, asked, (row, dry) =>
            takeClick(row, customerId, dry),
          ),
        );
      case 'uploadCallConversions':
        return read(callRequest, body, (request) =>
          answer(request.conversions, 'conversions', request, asked, (row, dry) =>
            takeCall(row, customerId, dry),
          ),
        );
      case 'uploadConversionAdjustments':
        return read(adjustmentRequest, body, (request) =>
          answer(request.conversionAdjustments, 'conversion_adjustments', request, asked, (row, dry) =>
            takeAdjustment(row, customerId, dry),
          ),
        );
      default:
        return null;
    }
  };

  return { handle };
};
