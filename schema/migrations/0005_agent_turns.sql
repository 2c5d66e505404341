ALTER TABLE "agents" ADD COLUMN "last_turn" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
-- A call that came in may be assigned in turn: the role that takes it in sees whose turn it is, and no more.
grant select (account_id, id, last_turn), update (last_turn) on agents to ringpath_ingest;
--> statement-breakpoint
do $$ declare
  own constant text := $p$any ((select string_to_array(nullif(current_setting('app.account_ids', true), ''), ',')::uuid[])::uuid[])$p$;
begin
  execute format('create policy ingest_wall on agents to ringpath_ingest using (account_id = %s) with check (account_id = %s)', own, own);
end $$;
