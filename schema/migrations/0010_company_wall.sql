-- The wall between companies, inside the account's. What hangs from a call, a visit or a tracker gets its company's id,
-- so that the wall compares a row with the transaction's settings and needs no join. The owner steps out of forced
-- row-level security while it fills the new columns, or it would see no row.
do $$ declare t text; begin
  for t in select distinct tablename from pg_policies where schemaname = 'public' and policyname = 'account_wall' loop
    execute format('alter table %I no force row level security', t);
  end loop;
end $$;
--> statement-breakpoint
ALTER TABLE "api_keys" ADD COLUMN "company_ids" uuid[];
--> statement-breakpoint
ALTER TABLE "attempts" ADD COLUMN "company_id" uuid;
--> statement-breakpoint
ALTER TABLE "automation_versions" ADD COLUMN "company_id" uuid;
--> statement-breakpoint
ALTER TABLE "decisions" ADD COLUMN "company_id" uuid;
--> statement-breakpoint
ALTER TABLE "deliveries" ADD COLUMN "company_id" uuid;
--> statement-breakpoint
ALTER TABLE "carrier_events" ADD COLUMN "company_id" uuid;
--> statement-breakpoint
ALTER TABLE "changes" ADD COLUMN "company_id" uuid;
--> statement-breakpoint
ALTER TABLE "tracking_numbers" ADD COLUMN "company_id" uuid;
--> statement-breakpoint
ALTER TABLE "crm_outcomes" ADD COLUMN "company_id" uuid;
--> statement-breakpoint
ALTER TABLE "lead_history" ADD COLUMN "company_id" uuid;
--> statement-breakpoint
ALTER TABLE "notes" ADD COLUMN "company_id" uuid;
--> statement-breakpoint
ALTER TABLE "transcripts" ADD COLUMN "company_id" uuid;
--> statement-breakpoint
ALTER TABLE "runs" ADD COLUMN "company_ids" uuid[];
--> statement-breakpoint
ALTER TABLE "timers" ADD COLUMN "company_id" uuid;
--> statement-breakpoint
ALTER TABLE "leases" ADD COLUMN "company_id" uuid;
--> statement-breakpoint
ALTER TABLE "page_views" ADD COLUMN "company_id" uuid;
--> statement-breakpoint
ALTER TABLE "pool_numbers" ADD COLUMN "company_id" uuid;
--> statement-breakpoint
update decisions r set company_id = c.company_id from calls c where c.account_id = r.account_id and c.id = r.call_id;
--> statement-breakpoint
update deliveries r set company_id = c.company_id from calls c where c.account_id = r.account_id and c.id = r.call_id;
--> statement-breakpoint
update crm_outcomes r set company_id = c.company_id from calls c where c.account_id = r.account_id and c.id = r.call_id;
--> statement-breakpoint
update lead_history r set company_id = c.company_id from calls c where c.account_id = r.account_id and c.id = r.call_id;
--> statement-breakpoint
update notes r set company_id = c.company_id from calls c where c.account_id = r.account_id and c.id = r.call_id;
--> statement-breakpoint
update transcripts r set company_id = c.company_id from calls c where c.account_id = r.account_id and c.id = r.call_id;
--> statement-breakpoint
update timers r set company_id = c.company_id from calls c where c.account_id = r.account_id and c.id = r.call_id;
--> statement-breakpoint
update carrier_events r set company_id = c.company_id from calls c where c.account_id = r.account_id and c.id = r.call_id;
--> statement-breakpoint
update changes r set company_id = c.company_id from calls c where c.account_id = r.account_id and c.id = r.call_id;
--> statement-breakpoint
update attempts r set company_id = d.company_id from deliveries d where d.account_id = r.account_id and d.id = r.delivery_id;
--> statement-breakpoint
update automation_versions r set company_id = a.company_id from automations a where a.account_id = r.account_id and a.id = r.automation_id;
--> statement-breakpoint
update tracking_numbers r set company_id = t.company_id from trackers t where t.account_id = r.account_id and t.id = r.tracker_id;
--> statement-breakpoint
update pool_numbers r set company_id = t.company_id from trackers t where t.account_id = r.account_id and t.id = r.tracker_id;
--> statement-breakpoint
update leases r set company_id = t.company_id from trackers t where t.account_id = r.account_id and t.id = r.tracker_id;
--> statement-breakpoint
update page_views r set company_id = s.company_id from web_sessions s where s.account_id = r.account_id and s.id = r.session_id;
--> statement-breakpoint
update changes r set company_id = t.company_id from trackers t where t.account_id = r.account_id and t.id = r.subject_id and r.call_id is null;
--> statement-breakpoint
update changes r set company_id = c.id from companies c where c.account_id = r.account_id and c.id = r.subject_id and r.call_id is null;
--> statement-breakpoint
-- Pages of a visit that is gone.
delete from page_views where company_id is null;
--> statement-breakpoint
ALTER TABLE "attempts" ALTER COLUMN "company_id" SET NOT NULL;
--> statement-breakpoint
ALTER TABLE "decisions" ALTER COLUMN "company_id" SET NOT NULL;
--> statement-breakpoint
ALTER TABLE "deliveries" ALTER COLUMN "company_id" SET NOT NULL;
--> statement-breakpoint
ALTER TABLE "tracking_numbers" ALTER COLUMN "company_id" SET NOT NULL;
--> statement-breakpoint
ALTER TABLE "crm_outcomes" ALTER COLUMN "company_id" SET NOT NULL;
--> statement-breakpoint
ALTER TABLE "lead_history" ALTER COLUMN "company_id" SET NOT NULL;
--> statement-breakpoint
ALTER TABLE "notes" ALTER COLUMN "company_id" SET NOT NULL;
--> statement-breakpoint
ALTER TABLE "transcripts" ALTER COLUMN "company_id" SET NOT NULL;
--> statement-breakpoint
ALTER TABLE "timers" ALTER COLUMN "company_id" SET NOT NULL;
--> statement-breakpoint
ALTER TABLE "leases" ALTER COLUMN "company_id" SET NOT NULL;
--> statement-breakpoint
ALTER TABLE "page_views" ALTER COLUMN "company_id" SET NOT NULL;
--> statement-breakpoint
ALTER TABLE "pool_numbers" ALTER COLUMN "company_id" SET NOT NULL;
--> statement-breakpoint
CREATE POLICY "company_wall" ON "api_keys" AS RESTRICTIVE FOR ALL TO "ringpath_app" USING (nullif(current_setting('app.every_company', true), '') is not null) WITH CHECK (nullif(current_setting('app.every_company', true), '') is not null);
--> statement-breakpoint
CREATE POLICY "company_wall" ON "audit_entries" AS RESTRICTIVE FOR ALL TO "ringpath_app" USING (nullif(current_setting('app.every_company', true), '') is not null) WITH CHECK (nullif(current_setting('app.every_company', true), '') is not null);
--> statement-breakpoint
CREATE POLICY "company_wall" ON "attempts" AS RESTRICTIVE FOR ALL TO "ringpath_app" USING (nullif(current_setting('app.every_company', true), '') is not null or company_id = any (nullif(current_setting('app.companies', true), '')::uuid[])) WITH CHECK (nullif(current_setting('app.every_company', true), '') is not null or company_id = any (nullif(current_setting('app.companies', true), '')::uuid[]));
--> statement-breakpoint
CREATE POLICY "company_wall" ON "automation_versions" AS RESTRICTIVE FOR SELECT TO "ringpath_app" USING (nullif(current_setting('app.every_company', true), '') is not null or company_id is null or company_id = any (nullif(current_setting('app.companies', true), '')::uuid[]));
--> statement-breakpoint
CREATE POLICY "company_wall_insert" ON "automation_versions" AS RESTRICTIVE FOR INSERT TO "ringpath_app" WITH CHECK (nullif(current_setting('app.every_company', true), '') is not null or company_id = any (nullif(current_setting('app.companies', true), '')::uuid[]));
--> statement-breakpoint
CREATE POLICY "company_wall_update" ON "automation_versions" AS RESTRICTIVE FOR UPDATE TO "ringpath_app" USING (nullif(current_setting('app.every_company', true), '') is not null or company_id = any (nullif(current_setting('app.companies', true), '')::uuid[])) WITH CHECK (nullif(current_setting('app.every_company', true), '') is not null or company_id = any (nullif(current_setting('app.companies', true), '')::uuid[]));
--> statement-breakpoint
CREATE POLICY "company_wall_delete" ON "automation_versions" AS RESTRICTIVE FOR DELETE TO "ringpath_app" USING (nullif(current_setting('app.every_company', true), '') is not null or company_id = any (nullif(current_setting('app.companies', true), '')::uuid[]));
--> statement-breakpoint
CREATE POLICY "company_wall" ON "automations" AS RESTRICTIVE FOR SELECT TO "ringpath_app" USING (nullif(current_setting('app.every_company', true), '') is not null or company_id is null or company_id = any (nullif(current_setting('app.companies', true), '')::uuid[]));
--> statement-breakpoint
CREATE POLICY "company_wall_insert" ON "automations" AS RESTRICTIVE FOR INSERT TO "ringpath_app" WITH CHECK (nullif(current_setting('app.every_company', true), '') is not null or company_id = any (nullif(current_setting('app.companies', true), '')::uuid[]));
--> statement-breakpoint
CREATE POLICY "company_wall_update" ON "automations" AS RESTRICTIVE FOR UPDATE TO "ringpath_app" USING (nullif(current_setting('app.every_company', true), '') is not null or company_id = any (nullif(current_setting('app.companies', true), '')::uuid[])) WITH CHECK (nullif(current_setting('app.every_company', true), '') is not null or company_id = any (nullif(current_setting('app.companies', true), '')::uuid[]));
--> statement-breakpoint
CREATE POLICY "company_wall_delete" ON "automations" AS RESTRICTIVE FOR DELETE TO "ringpath_app" USING (nullif(current_setting('app.every_company', true), '') is not null or company_id = any (nullif(current_setting('app.companies', true), '')::uuid[]));
--> statement-breakpoint
CREATE POLICY "company_wall" ON "decisions" AS RESTRICTIVE FOR ALL TO "ringpath_app" USING (nullif(current_setting('app.every_company', true), '') is not null or company_id = any (nullif(current_setting('app.companies', true), '')::uuid[])) WITH CHECK (nullif(current_setting('app.every_company', true), '') is not null or company_id = any (nullif(current_setting('app.companies', true), '')::uuid[]));
--> statement-breakpoint
CREATE POLICY "company_wall" ON "deliveries" AS RESTRICTIVE FOR ALL TO "ringpath_app" USING (nullif(current_setting('app.every_company', true), '') is not null or company_id = any (nullif(current_setting('app.companies', true), '')::uuid[])) WITH CHECK (nullif(current_setting('app.every_company', true), '') is not null or company_id = any (nullif(current_setting('app.companies', true), '')::uuid[]));
--> statement-breakpoint
CREATE POLICY "company_wall" ON "linked_accounts" AS RESTRICTIVE FOR ALL TO "ringpath_app" USING (nullif(current_setting('app.every_company', true), '') is not null) WITH CHECK (nullif(current_setting('app.every_company', true), '') is not null);
--> statement-breakpoint
CREATE POLICY "company_wall" ON "callers" AS RESTRICTIVE FOR ALL TO "ringpath_app" USING (nullif(current_setting('app.every_company', true), '') is not null or company_id = any (nullif(current_setting('app.companies', true), '')::uuid[])) WITH CHECK (nullif(current_setting('app.every_company', true), '') is not null or company_id = any (nullif(current_setting('app.companies', true), '')::uuid[]));
--> statement-breakpoint
CREATE POLICY "company_wall" ON "calls" AS RESTRICTIVE FOR ALL TO "ringpath_app" USING (nullif(current_setting('app.every_company', true), '') is not null or company_id = any (nullif(current_setting('app.companies', true), '')::uuid[])) WITH CHECK (nullif(current_setting('app.every_company', true), '') is not null or company_id = any (nullif(current_setting('app.companies', true), '')::uuid[]));
--> statement-breakpoint
CREATE POLICY "company_wall" ON "carrier_events" AS RESTRICTIVE FOR ALL TO "ringpath_app" USING (nullif(current_setting('app.every_company', true), '') is not null or company_id = any (nullif(current_setting('app.companies', true), '')::uuid[])) WITH CHECK (nullif(current_setting('app.every_company', true), '') is not null or company_id = any (nullif(current_setting('app.companies', true), '')::uuid[]));
--> statement-breakpoint
CREATE POLICY "company_wall" ON "tags" AS RESTRICTIVE FOR SELECT TO "ringpath_app" USING (nullif(current_setting('app.every_company', true), '') is not null or company_id is null or company_id = any (nullif(current_setting('app.companies', true), '')::uuid[]));
--> statement-breakpoint
CREATE POLICY "company_wall_insert" ON "tags" AS RESTRICTIVE FOR INSERT TO "ringpath_app" WITH CHECK (nullif(current_setting('app.every_company', true), '') is not null or company_id = any (nullif(current_setting('app.companies', true), '')::uuid[]));
--> statement-breakpoint
CREATE POLICY "company_wall_update" ON "tags" AS RESTRICTIVE FOR UPDATE TO "ringpath_app" USING (nullif(current_setting('app.every_company', true), '') is not null or company_id = any (nullif(current_setting('app.companies', true), '')::uuid[])) WITH CHECK (nullif(current_setting('app.every_company', true), '') is not null or company_id = any (nullif(current_setting('app.companies', true), '')::uuid[]));
--> statement-breakpoint
CREATE POLICY "company_wall_delete" ON "tags" AS RESTRICTIVE FOR DELETE TO "ringpath_app" USING (nullif(current_setting('app.every_company', true), '') is not null or company_id = any (nullif(current_setting('app.companies', true), '')::uuid[]));
--> statement-breakpoint
CREATE POLICY "company_wall" ON "changes" AS RESTRICTIVE FOR ALL TO "ringpath_app" USING (nullif(current_setting('app.every_company', true), '') is not null or company_id = any (nullif(current_setting('app.companies', true), '')::uuid[])) WITH CHECK (nullif(current_setting('app.every_company', true), '') is not null or company_id = any (nullif(current_setting('app.companies', true), '')::uuid[]));
--> statement-breakpoint
CREATE POLICY "company_wall" ON "companies" AS RESTRICTIVE FOR ALL TO "ringpath_app" USING (nullif(current_setting('app.every_company', true), '') is not null or id = any (nullif(current_setting('app.companies', true), '')::uuid[])) WITH CHECK (nullif(current_setting('app.every_company', true), '') is not null or id = any (nullif(current_setting('app.companies', true), '')::uuid[]));
--> statement-breakpoint
CREATE POLICY "company_wall" ON "trackers" AS RESTRICTIVE FOR ALL TO "ringpath_app" USING (nullif(current_setting('app.every_company', true), '') is not null or company_id = any (nullif(current_setting('app.companies', true), '')::uuid[])) WITH CHECK (nullif(current_setting('app.every_company', true), '') is not null or company_id = any (nullif(current_setting('app.companies', true), '')::uuid[]));
--> statement-breakpoint
CREATE POLICY "company_wall" ON "tracking_numbers" AS RESTRICTIVE FOR ALL TO "ringpath_app" USING (nullif(current_setting('app.every_company', true), '') is not null or company_id = any (nullif(current_setting('app.companies', true), '')::uuid[])) WITH CHECK (nullif(current_setting('app.every_company', true), '') is not null or company_id = any (nullif(current_setting('app.companies', true), '')::uuid[]));
--> statement-breakpoint
CREATE POLICY "company_wall" ON "agents" AS RESTRICTIVE FOR INSERT TO "ringpath_app" WITH CHECK (nullif(current_setting('app.every_company', true), '') is not null);
--> statement-breakpoint
CREATE POLICY "company_wall_delete" ON "agents" AS RESTRICTIVE FOR DELETE TO "ringpath_app" USING (nullif(current_setting('app.every_company', true), '') is not null);
--> statement-breakpoint
CREATE POLICY "company_wall" ON "crm_outcomes" AS RESTRICTIVE FOR ALL TO "ringpath_app" USING (nullif(current_setting('app.every_company', true), '') is not null or company_id = any (nullif(current_setting('app.companies', true), '')::uuid[])) WITH CHECK (nullif(current_setting('app.every_company', true), '') is not null or company_id = any (nullif(current_setting('app.companies', true), '')::uuid[]));
--> statement-breakpoint
CREATE POLICY "company_wall" ON "custom_fields" AS RESTRICTIVE FOR SELECT TO "ringpath_app" USING (nullif(current_setting('app.every_company', true), '') is not null or company_id is null or company_id = any (nullif(current_setting('app.companies', true), '')::uuid[]));
--> statement-breakpoint
CREATE POLICY "company_wall_insert" ON "custom_fields" AS RESTRICTIVE FOR INSERT TO "ringpath_app" WITH CHECK (nullif(current_setting('app.every_company', true), '') is not null or company_id = any (nullif(current_setting('app.companies', true), '')::uuid[]));
--> statement-breakpoint
CREATE POLICY "company_wall_update" ON "custom_fields" AS RESTRICTIVE FOR UPDATE TO "ringpath_app" USING (nullif(current_setting('app.every_company', true), '') is not null or company_id = any (nullif(current_setting('app.companies', true), '')::uuid[])) WITH CHECK (nullif(current_setting('app.every_company', true), '') is not null or company_id = any (nullif(current_setting('app.companies', true), '')::uuid[]));
--> statement-breakpoint
CREATE POLICY "company_wall_delete" ON "custom_fields" AS RESTRICTIVE FOR DELETE TO "ringpath_app" USING (nullif(current_setting('app.every_company', true), '') is not null or company_id = any (nullif(current_setting('app.companies', true), '')::uuid[]));
--> statement-breakpoint
CREATE POLICY "company_wall" ON "lead_history" AS RESTRICTIVE FOR ALL TO "ringpath_app" USING (nullif(current_setting('app.every_company', true), '') is not null or company_id = any (nullif(current_setting('app.companies', true), '')::uuid[])) WITH CHECK (nullif(current_setting('app.every_company', true), '') is not null or company_id = any (nullif(current_setting('app.companies', true), '')::uuid[]));
--> statement-breakpoint
CREATE POLICY "company_wall" ON "notes" AS RESTRICTIVE FOR ALL TO "ringpath_app" USING (nullif(current_setting('app.every_company', true), '') is not null or company_id = any (nullif(current_setting('app.companies', true), '')::uuid[])) WITH CHECK (nullif(current_setting('app.every_company', true), '') is not null or company_id = any (nullif(current_setting('app.companies', true), '')::uuid[]));
--> statement-breakpoint
CREATE POLICY "company_wall" ON "score_criteria" AS RESTRICTIVE FOR SELECT TO "ringpath_app" USING (nullif(current_setting('app.every_company', true), '') is not null or company_id is null or company_id = any (nullif(current_setting('app.companies', true), '')::uuid[]));
--> statement-breakpoint
CREATE POLICY "company_wall_insert" ON "score_criteria" AS RESTRICTIVE FOR INSERT TO "ringpath_app" WITH CHECK (nullif(current_setting('app.every_company', true), '') is not null or company_id = any (nullif(current_setting('app.companies', true), '')::uuid[]));
--> statement-breakpoint
CREATE POLICY "company_wall_update" ON "score_criteria" AS RESTRICTIVE FOR UPDATE TO "ringpath_app" USING (nullif(current_setting('app.every_company', true), '') is not null or company_id = any (nullif(current_setting('app.companies', true), '')::uuid[])) WITH CHECK (nullif(current_setting('app.every_company', true), '') is not null or company_id = any (nullif(current_setting('app.companies', true), '')::uuid[]));
--> statement-breakpoint
CREATE POLICY "company_wall_delete" ON "score_criteria" AS RESTRICTIVE FOR DELETE TO "ringpath_app" USING (nullif(current_setting('app.every_company', true), '') is not null or company_id = any (nullif(current_setting('app.companies', true), '')::uuid[]));
--> statement-breakpoint
CREATE POLICY "company_wall" ON "transcripts" AS RESTRICTIVE FOR ALL TO "ringpath_app" USING (nullif(current_setting('app.every_company', true), '') is not null or company_id = any (nullif(current_setting('app.companies', true), '')::uuid[])) WITH CHECK (nullif(current_setting('app.every_company', true), '') is not null or company_id = any (nullif(current_setting('app.companies', true), '')::uuid[]));
--> statement-breakpoint
CREATE POLICY "company_wall" ON "runs" AS RESTRICTIVE FOR ALL TO "ringpath_app" USING (nullif(current_setting('app.every_company', true), '') is not null or company_ids <@ (nullif(current_setting('app.companies', true), '')::uuid[])) WITH CHECK (nullif(current_setting('app.every_company', true), '') is not null or company_ids <@ (nullif(current_setting('app.companies', true), '')::uuid[]));
--> statement-breakpoint
CREATE POLICY "company_wall" ON "timers" AS RESTRICTIVE FOR ALL TO "ringpath_app" USING (nullif(current_setting('app.every_company', true), '') is not null or company_id = any (nullif(current_setting('app.companies', true), '')::uuid[])) WITH CHECK (nullif(current_setting('app.every_company', true), '') is not null or company_id = any (nullif(current_setting('app.companies', true), '')::uuid[]));
--> statement-breakpoint
CREATE POLICY "company_wall" ON "leases" AS RESTRICTIVE FOR ALL TO "ringpath_app" USING (nullif(current_setting('app.every_company', true), '') is not null or company_id = any (nullif(current_setting('app.companies', true), '')::uuid[])) WITH CHECK (nullif(current_setting('app.every_company', true), '') is not null or company_id = any (nullif(current_setting('app.companies', true), '')::uuid[]));
--> statement-breakpoint
CREATE POLICY "company_wall" ON "page_views" AS RESTRICTIVE FOR ALL TO "ringpath_app" USING (nullif(current_setting('app.every_company', true), '') is not null or company_id = any (nullif(current_setting('app.companies', true), '')::uuid[])) WITH CHECK (nullif(current_setting('app.every_company', true), '') is not null or company_id = any (nullif(current_setting('app.companies', true), '')::uuid[]));
--> statement-breakpoint
CREATE POLICY "company_wall" ON "pool_numbers" AS RESTRICTIVE FOR ALL TO "ringpath_app" USING (nullif(current_setting('app.every_company', true), '') is not null or company_id = any (nullif(current_setting('app.companies', true), '')::uuid[])) WITH CHECK (nullif(current_setting('app.every_company', true), '') is not null or company_id = any (nullif(current_setting('app.companies', true), '')::uuid[]));
--> statement-breakpoint
CREATE POLICY "company_wall" ON "visitors" AS RESTRICTIVE FOR ALL TO "ringpath_app" USING (nullif(current_setting('app.every_company', true), '') is not null or company_id = any (nullif(current_setting('app.companies', true), '')::uuid[])) WITH CHECK (nullif(current_setting('app.every_company', true), '') is not null or company_id = any (nullif(current_setting('app.companies', true), '')::uuid[]));
--> statement-breakpoint
CREATE POLICY "company_wall" ON "web_sessions" AS RESTRICTIVE FOR ALL TO "ringpath_app" USING (nullif(current_setting('app.every_company', true), '') is not null or company_id = any (nullif(current_setting('app.companies', true), '')::uuid[])) WITH CHECK (nullif(current_setting('app.every_company', true), '') is not null or company_id = any (nullif(current_setting('app.companies', true), '')::uuid[]));
--> statement-breakpoint
do $$ declare t text; begin
  for t in select distinct tablename from pg_policies where schemaname = 'public' and policyname = 'account_wall' loop
    execute format('alter table %I force row level security', t);
  end loop;
end $$;
