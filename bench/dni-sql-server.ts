import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { newId, typedId, uuidOf } from '../src/ids.ts';
import { serve } from './child.ts';
import { openSql } from './database.ts';

/**
 * The peer: bare node:http and one prepared statement a page view, with the same rows in the end but none of
 * the reading of addresses, agents and numbers. No row-level security.
 */
const [, , databaseUrl = ''] = process.argv;
const sql = openSql(databaseUrl, 20);

const take = `
with company as (select account_id, id from companies where public_key = $1),
pool as (select t.account_id, t.company_id, t.id, t.lease_seconds from trackers t join company on t.account_id = company.account_id and t.company_id = company.id),
free as (
  select p.number_id from pool_numbers p join pool on p.account_id = pool.account_id and p.tracker_id = pool.id
  where p.free_at <= now() order by p.free_at for update of p skip locked limit 1
), taken as (
  update pool_numbers p set lease_id = $2::uuid, free_at = now() + make_interval(secs => pool.lease_seconds)
  from free, pool where p.account_id = pool.account_id and p.number_id = free.number_id returning p.number_id, p.free_at
), session as (
  insert into web_sessions (account_id, id, company_id, visitor_id, started_at, last_seen_at, landing_page, source, medium,
    consent_ad_user_data, consent_ad_personalization, consent_analytics)
  select account_id, $3::uuid, id, $4::uuid, now(), now(), $5, 'google', 'cpc', 'UNKNOWN', 'UNKNOWN', 'UNKNOWN' from company
), visitor as (
  insert into visitors (account_id, id, company_id, first_touch, last_touch, first_seen_at, last_seen_at)
  select account_id, $4::uuid, id, '{}', '{}', now(), now() from company
), shown as (
  insert into leases (account_id, company_id, id, number_id, tracker_id, session_id, shown_at, expires_at)
  select pool.account_id, pool.company_id, $2::uuid, taken.number_id, pool.id, $3::uuid, now(), taken.free_at from taken, pool
)
select t.number from taken join tracking_numbers t on t.id = taken.number_id`;

const keep = `update web_sessions set last_seen_at = now() where account_id = (
  select account_id from companies where public_key = $1) and id = $2::uuid`;

const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const asked = JSON.parse(Buffer.concat(chunks).toString()) as {
    companyKey: string;
    landingPage: string;
    sessionId?: string;
    visitorId?: string;
  };
  const known = uuidOf('WebSession', asked.sessionId ?? '');
  const [id, visitor] = [known ?? newId(), newId()];
  const prepared = { prepare: true };
  const [row] = known
    ? await sql.unsafe(keep, [asked.companyKey, known], prepared)
    : await sql.unsafe(take, [asked.companyKey, newId(), id, visitor, asked.landingPage], prepared);
  const said = JSON.stringify({
    sessionId: typedId('WebSession', id),
    visitorId: typedId('Visitor', visitor),
    swaps: [{ to: row?.['number'] ?? null }],
    exhausted: !known && !row,
  });
  response.writeHead(200, { 'content-type': 'application/json' }).end(said);
};

const server = createServer((request, response) => {
  answer(request, response).catch((error: unknown) => response.destroy(error as Error));
});
server.listen(0, '127.0.0.1', () =>
  serve(`http://127.0.0.1:${(server.address() as AddressInfo).port}/dni/sessions`, async () => {
    server.close();
    await sql.end();
  }),
);
