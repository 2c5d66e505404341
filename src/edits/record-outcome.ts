import { sql } from 'drizzle-orm';
import { e164 } from '../../integrations/kit/phone.ts';
import type { LeadStatus, Money } from '../../integrations/kit/vocabulary.ts';
import type { Call } from '../calls/call.ts';
import { type Db, statement } from '../db.ts';
import { Refusal } from '../errors.ts';
import { newId } from '../ids.ts';
import { textIn } from '../input.ts';
import { type CrmOutcomeRow, outcomeRows, outcomesStatement } from '../leads/read.ts';
import type { Reach } from '../reach.ts';
import type { SetupCache } from '../setup/cache.ts';
import type { ChangeCalls } from './change-calls.ts';
import { moneyIn } from './edit-money.ts';

/** What a CRM says became of a lead. Ids are UUIDs. */
export interface GivenOutcome {
  readonly callId: string | null;
  /** Instead of the call: who called, in any spelling. The newest call before `at` is meant. */
  readonly callerNumber: string | null;
  readonly companyId: string | null;
  readonly stage: string;
  readonly leadStatus: LeadStatus | null;
  readonly value: Money | null;
  readonly externalId: string;
  readonly at: Date | null;
}

/** ms a CRM's clock may be ahead of ours. */
const longestAhead = 24 * 60 * 60 * 1000;

const momentIn = (given: Date | null, now: Date): string => {
  if (given && given.getTime() > now.getTime() + longestAhead)
    throw new Refusal('INVALID', 'This lies more than a day in the future.', 'input.at');
  return (given ?? now).toISOString();
};

type Said = Pick<CrmOutcomeRow, 'stage' | 'leadStatus' | 'valueMicros' | 'valueCurrency'>;
const same = (a: Said, b: Said): boolean =>
  a.stage === b.stage &&
  a.leadStatus === b.leadStatus &&
  a.valueMicros === b.valueMicros &&
  a.valueCurrency === b.valueCurrency;

/** The call with what the CRM said, unless it has said something newer already. */
const withOutcome = (
  call: Call,
  said: Omit<CrmOutcomeRow, 'companyId'>,
  known: readonly CrmOutcomeRow[],
): Call => {
  if (known.some((row) => row.at > said.at)) return call;
  const worth =
    said.valueMicros === null ? {} : { valueMicros: said.valueMicros, valueCurrency: said.valueCurrency };
  return { ...call, leadStatus: said.leadStatus ?? call.leadStatus, ...worth };
};

export const createOutcomes = (parts: {
  readonly db: Db;
  readonly setup: SetupCache;
  readonly change: ChangeCalls;
  readonly now: () => Date;
}) => {
  const { db, setup, change, now } = parts;

  /** The call a number means: the one this was said about already, else the newest before it was said. */
  const callOf = async (reach: Reach, given: GivenOutcome, externalId: string, at: string) => {
    const { companies } = await setup.of(reach);
    const asked = [...companies.values()].filter(
      ({ id }) => given.companyId === null || id === given.companyId,
    );
    if (asked.length === 0)
      throw new Refusal('NOT_FOUND', 'There is no such company in this account.', 'input.companyId');
    const numbers = asked.map(({ country }) => e164(given.callerNumber ?? '', country));
    const query = sql`select c.id, c.company_id as "companyId", exists (select from crm_outcomes o
        where o.account_id = c.account_id and o.call_id = c.id and o.external_id = ${externalId}) as said
      from callers r join calls c on c.account_id = r.account_id and c.caller_id = r.id
      where r.account_id = ${reach.accountId}::uuid and c.started_at <= ${at}::timestamptz
        and (r.company_id, r.number) in (select * from unnest(
          ${sql.param(asked.map(({ id }) => id))}::uuid[], ${sql.param(numbers)}::text[]))
      order by said desc, c.started_at desc`;
    const found = await db.read<{ id: string; companyId: string; said: boolean }>(reach, statement(query));
    const [first] = found;
    if (!first)
      throw new Refusal('NOT_FOUND', 'Nobody with this number has called by then.', 'input.callerNumber');
    if (!first.said && found.some(({ companyId }) => companyId !== first.companyId))
      throw new Refusal(
        'INVALID',
        'This number has called several companies: say which is meant.',
        'input.companyId',
      );
    return first.id;
  };

  return {
    /**
     * Keeps what a CRM said and moves the call's lead status and value along. The same external id once
     * more changes nothing; with other words it is a Refusal CONFLICT. Answers the UUIDs of call and outcome.
     */
    recordOutcome: async (
      reach: Reach,
      given: GivenOutcome,
    ): Promise<{ readonly callId: string; readonly outcomeId: string }> => {
      const { accountId } = reach;
      if ((given.callId === null) === (given.callerNumber === null))
        throw new Refusal('INVALID', 'Give either callId or callerNumber.', 'input.callId');
      const moment = now();
      const said: Omit<CrmOutcomeRow, 'companyId'> = {
        accountId,
        id: newId(),
        callId: '',
        stage: textIn(given.stage, 'input.stage', { max: 200 }),
        leadStatus: given.leadStatus,
        ...moneyIn(given.value, 'input.value'),
        externalId: textIn(given.externalId, 'input.externalId', { max: 200 }),
        at: momentIn(given.at, moment),
        createdAt: moment.toISOString(),
      };
      const callId = given.callId ?? (await callOf(reach, given, said.externalId, said.at));
      let outcomeId = said.id;
      const field = given.callId === null ? 'input.callerNumber' : 'input.callId';
      await change(reach, [callId], field, async ({ call, send }) => {
        const known = outcomeRows(await send(outcomesStatement(accountId, [callId])));
        const before = known.find((row) => row.externalId === said.externalId);
        if (before && !same(before, said))
          throw new Refusal(
            'CONFLICT',
            'Another outcome was recorded under this external id. Give each thing the CRM says its own.',
            'input.externalId',
          );
        if (before) {
          outcomeId = before.id;
          return null;
        }
        return {
          call: withOutcome(call, said, known),
          happened: ['CRM_OUTCOME'],
          news: [`The CRM said: ${said.stage}.`],
          rows: { crmOutcomes: [{ ...said, companyId: call.companyId, callId }] },
        };
      });
      return { callId, outcomeId };
    },
  };
};
