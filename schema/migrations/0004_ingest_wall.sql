ALTER POLICY "account_wall" ON "accounts" TO ringpath_app USING (id = nullif(current_setting('app.account_id', true), '')::uuid) WITH CHECK (id = nullif(current_setting('app.account_id', true), '')::uuid);--> statement-breakpoint
ALTER POLICY "account_wall" ON "api_keys" TO ringpath_app USING (account_id = nullif(current_setting('app.account_id', true), '')::uuid) WITH CHECK (account_id = nullif(current_setting('app.account_id', true), '')::uuid);--> statement-breakpoint
ALTER POLICY "account_wall" ON "audit_entries" TO ringpath_app USING (account_id = nullif(current_setting('app.account_id', true), '')::uuid) WITH CHECK (account_id = nullif(current_setting('app.account_id', true), '')::uuid);--> statement-breakpoint
ALTER POLICY "account_wall" ON "attempts" TO ringpath_app USING (account_id = nullif(current_setting('app.account_id', true), '')::uuid) WITH CHECK (account_id = nullif(current_setting('app.account_id', true), '')::uuid);--> statement-breakpoint
ALTER POLICY "account_wall" ON "automation_versions" TO ringpath_app USING (account_id = nullif(current_setting('app.account_id', true), '')::uuid) WITH CHECK (account_id = nullif(current_setting('app.account_id', true), '')::uuid);--> statement-breakpoint
ALTER POLICY "account_wall" ON "automations" TO ringpath_app USING (account_id = nullif(current_setting('app.account_id', true), '')::uuid) WITH CHECK (account_id = nullif(current_setting('app.account_id', true), '')::uuid);--> statement-breakpoint
ALTER POLICY "account_wall" ON "connections" TO ringpath_app USING (account_id = nullif(current_setting('app.account_id', true), '')::uuid) WITH CHECK (account_id = nullif(current_setting('app.account_id', true), '')::uuid);--> statement-breakpoint
ALTER POLICY "account_wall" ON "decisions" TO ringpath_app USING (account_id = nullif(current_setting('app.account_id', true), '')::uuid) WITH CHECK (account_id = nullif(current_setting('app.account_id', true), '')::uuid);--> statement-breakpoint
ALTER POLICY "account_wall" ON "deliveries" TO ringpath_app USING (account_id = nullif(current_setting('app.account_id', true), '')::uuid) WITH CHECK (account_id = nullif(current_setting('app.account_id', true), '')::uuid);--> statement-breakpoint
ALTER POLICY "account_wall" ON "callers" TO ringpath_app USING (account_id = nullif(current_setting('app.account_id', true), '')::uuid) WITH CHECK (account_id = nullif(current_setting('app.account_id', true), '')::uuid);--> statement-breakpoint
ALTER POLICY "account_wall" ON "calls" TO ringpath_app USING (account_id = nullif(current_setting('app.account_id', true), '')::uuid) WITH CHECK (account_id = nullif(current_setting('app.account_id', true), '')::uuid);--> statement-breakpoint
ALTER POLICY "account_wall" ON "carrier_events" TO ringpath_app USING (account_id = nullif(current_setting('app.account_id', true), '')::uuid) WITH CHECK (account_id = nullif(current_setting('app.account_id', true), '')::uuid);--> statement-breakpoint
ALTER POLICY "account_wall" ON "tags" TO ringpath_app USING (account_id = nullif(current_setting('app.account_id', true), '')::uuid) WITH CHECK (account_id = nullif(current_setting('app.account_id', true), '')::uuid);--> statement-breakpoint
ALTER POLICY "account_wall" ON "changes" TO ringpath_app USING (account_id = nullif(current_setting('app.account_id', true), '')::uuid) WITH CHECK (account_id = nullif(current_setting('app.account_id', true), '')::uuid);--> statement-breakpoint
ALTER POLICY "account_wall" ON "companies" TO ringpath_app USING (account_id = nullif(current_setting('app.account_id', true), '')::uuid) WITH CHECK (account_id = nullif(current_setting('app.account_id', true), '')::uuid);--> statement-breakpoint
ALTER POLICY "account_wall" ON "trackers" TO ringpath_app USING (account_id = nullif(current_setting('app.account_id', true), '')::uuid) WITH CHECK (account_id = nullif(current_setting('app.account_id', true), '')::uuid);--> statement-breakpoint
ALTER POLICY "account_wall" ON "tracking_numbers" TO ringpath_app USING (account_id = nullif(current_setting('app.account_id', true), '')::uuid) WITH CHECK (account_id = nullif(current_setting('app.account_id', true), '')::uuid);--> statement-breakpoint
ALTER POLICY "account_wall" ON "agents" TO ringpath_app USING (account_id = nullif(current_setting('app.account_id', true), '')::uuid) WITH CHECK (account_id = nullif(current_setting('app.account_id', true), '')::uuid);--> statement-breakpoint
ALTER POLICY "account_wall" ON "crm_outcomes" TO ringpath_app USING (account_id = nullif(current_setting('app.account_id', true), '')::uuid) WITH CHECK (account_id = nullif(current_setting('app.account_id', true), '')::uuid);--> statement-breakpoint
ALTER POLICY "account_wall" ON "custom_fields" TO ringpath_app USING (account_id = nullif(current_setting('app.account_id', true), '')::uuid) WITH CHECK (account_id = nullif(current_setting('app.account_id', true), '')::uuid);--> statement-breakpoint
ALTER POLICY "account_wall" ON "lead_history" TO ringpath_app USING (account_id = nullif(current_setting('app.account_id', true), '')::uuid) WITH CHECK (account_id = nullif(current_setting('app.account_id', true), '')::uuid);--> statement-breakpoint
ALTER POLICY "account_wall" ON "notes" TO ringpath_app USING (account_id = nullif(current_setting('app.account_id', true), '')::uuid) WITH CHECK (account_id = nullif(current_setting('app.account_id', true), '')::uuid);--> statement-breakpoint
ALTER POLICY "account_wall" ON "score_criteria" TO ringpath_app USING (account_id = nullif(current_setting('app.account_id', true), '')::uuid) WITH CHECK (account_id = nullif(current_setting('app.account_id', true), '')::uuid);--> statement-breakpoint
ALTER POLICY "account_wall" ON "transcripts" TO ringpath_app USING (account_id = nullif(current_setting('app.account_id', true), '')::uuid) WITH CHECK (account_id = nullif(current_setting('app.account_id', true), '')::uuid);--> statement-breakpoint
ALTER POLICY "account_wall" ON "runs" TO ringpath_app USING (account_id = nullif(current_setting('app.account_id', true), '')::uuid) WITH CHECK (account_id = nullif(current_setting('app.account_id', true), '')::uuid);--> statement-breakpoint
ALTER POLICY "account_wall" ON "timers" TO ringpath_app USING (account_id = nullif(current_setting('app.account_id', true), '')::uuid) WITH CHECK (account_id = nullif(current_setting('app.account_id', true), '')::uuid);--> statement-breakpoint
ALTER POLICY "account_wall" ON "leases" TO ringpath_app USING (account_id = nullif(current_setting('app.account_id', true), '')::uuid) WITH CHECK (account_id = nullif(current_setting('app.account_id', true), '')::uuid);--> statement-breakpoint
ALTER POLICY "account_wall" ON "page_views" TO ringpath_app USING (account_id = nullif(current_setting('app.account_id', true), '')::uuid) WITH CHECK (account_id = nullif(current_setting('app.account_id', true), '')::uuid);--> statement-breakpoint
ALTER POLICY "account_wall" ON "pool_numbers" TO ringpath_app USING (account_id = nullif(current_setting('app.account_id', true), '')::uuid) WITH CHECK (account_id = nullif(current_setting('app.account_id', true), '')::uuid);--> statement-breakpoint
ALTER POLICY "account_wall" ON "visitors" TO ringpath_app USING (account_id = nullif(current_setting('app.account_id', true), '')::uuid) WITH CHECK (account_id = nullif(current_setting('app.account_id', true), '')::uuid);--> statement-breakpoint
ALTER POLICY "account_wall" ON "web_sessions" TO ringpath_app USING (account_id = nullif(current_setting('app.account_id', true), '')::uuid) WITH CHECK (account_id = nullif(current_setting('app.account_id', true), '')::uuid);--> statement-breakpoint
-- Takes in what carriers say, for several accounts in one transaction. It sees only the accounts that the
-- transaction has named in app.account_ids, and only the tables that callbacks read and write.
do $$ begin
  if not exists (select from pg_roles where rolname = 'ringpath_ingest') then
    create role ringpath_ingest nologin noinherit nobypassrls;
  end if;
exception when duplicate_object or unique_violation then
  -- Another database of this cluster was migrated in the same moment.
  null;
end $$;
--> statement-breakpoint
do $$ begin
  if not pg_has_role(current_user, 'ringpath_ingest', 'member') then
    execute format('grant ringpath_ingest to %I', current_user);
  end if;
end $$;
--> statement-breakpoint
grant usage on schema public to ringpath_ingest;
--> statement-breakpoint
grant select on accounts, web_sessions, visitors, leases to ringpath_ingest;
--> statement-breakpoint
grant select, insert, update on callers, calls, carrier_events, decisions, deliveries, changes, timers, lead_history, notes
  to ringpath_ingest;
--> statement-breakpoint
-- The list is read once a statement (the subselect), not once a row.
do $$ declare
  t text;
  own constant text := $p$any ((select string_to_array(nullif(current_setting('app.account_ids', true), ''), ',')::uuid[])::uuid[])$p$;
begin
  foreach t in array array['web_sessions', 'visitors', 'leases', 'callers', 'calls', 'carrier_events', 'decisions',
    'deliveries', 'changes', 'timers', 'lead_history', 'notes'] loop
    execute format('create policy ingest_wall on %I to ringpath_ingest using (account_id = %s) with check (account_id = %s)', t, own, own);
  end loop;
  execute format('create policy ingest_wall on accounts for select to ringpath_ingest using (id = %s)', own);
end $$;
