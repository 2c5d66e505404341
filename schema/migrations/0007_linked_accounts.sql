-- A connection is what Relay calls a page of a list; an authorised account at a vendor is a linked account.
ALTER TABLE "connections" RENAME TO "linked_accounts";--> statement-breakpoint
ALTER TABLE "linked_accounts" RENAME CONSTRAINT "connections_account_id_id_pk" TO "linked_accounts_account_id_id_pk";--> statement-breakpoint
ALTER TABLE "deliveries" RENAME COLUMN "connection_id" TO "linked_account_id";--> statement-breakpoint
ALTER TABLE "deliveries" RENAME CONSTRAINT "deliveries_account_id_connection_id_connections_account_id_id_fk" TO "deliveries_account_id_linked_account_id_linked_accounts_account_id_id_fk";--> statement-breakpoint
ALTER TABLE "accounts" RENAME COLUMN "alert_connection_id" TO "alert_linked_account_id";--> statement-breakpoint
-- The same in what is stored as JSON. Settings are the vendor's own words and stay.
create function pg_temp.renamed(given jsonb) returns jsonb language plpgsql immutable as $$ begin
  return case jsonb_typeof(given)
    when 'object' then (
      select coalesce(jsonb_object_agg(
        case key when 'connectionId' then 'linkedAccountId' else key end,
        case key when 'settings' then value else pg_temp.renamed(value) end
      ), '{}') from jsonb_each(given))
    when 'array' then (
      select coalesce(jsonb_agg(pg_temp.renamed(value) order by place), '[]')
      from jsonb_array_elements(given) with ordinality as entries(value, place))
    else given
  end;
end $$;
--> statement-breakpoint
-- The wall holds the owner too, unless they are a superuser: it is let down for these rows alone.
alter table automation_versions no force row level security;
alter table runs no force row level security;
alter table changes no force row level security;
alter table audit_entries no force row level security;
--> statement-breakpoint
update automation_versions set actions = pg_temp.renamed(actions) where actions::text like '%"connectionId"%';
--> statement-breakpoint
update runs set input = pg_temp.renamed(input), result = pg_temp.renamed(result)
  where input::text like '%"connectionId"%' or result::text like '%"connectionId"%';
--> statement-breakpoint
update changes set kind = 'LINKED_ACCOUNT_CHANGED' where kind = 'CONNECTION_CHANGED';
--> statement-breakpoint
update audit_entries set kind = 'LINKED_ACCOUNT_DEAD' where kind = 'CONNECTION_DEAD';
--> statement-breakpoint
alter table automation_versions force row level security;
alter table runs force row level security;
alter table changes force row level security;
alter table audit_entries force row level security;
--> statement-breakpoint
-- Jobs that wait; a fresh database has no queue yet.
do $$ begin
  if to_regclass('pgboss.job') is null then return; end if;
  update pgboss.job set data = pg_temp.renamed(data) where data ? 'connectionId';
end $$;
--> statement-breakpoint
drop function pg_temp.renamed(jsonb);
