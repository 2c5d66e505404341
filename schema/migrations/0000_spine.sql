CREATE TABLE "accounts" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"setup_version" integer DEFAULT 1 NOT NULL
);
--> statement-breakpoint
ALTER TABLE "accounts" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "api_keys" (
	"account_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"name" text NOT NULL,
	"hash" text NOT NULL,
	"prefix" text NOT NULL,
	"scopes" text[] NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"revoked_at" timestamp (3) with time zone,
	CONSTRAINT "api_keys_account_id_id_pk" PRIMARY KEY("account_id","id")
);
--> statement-breakpoint
ALTER TABLE "api_keys" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "audit_entries" (
	"account_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"kind" text NOT NULL,
	"detail" text NOT NULL,
	CONSTRAINT "audit_entries_account_id_id_pk" PRIMARY KEY("account_id","id")
);
--> statement-breakpoint
ALTER TABLE "audit_entries" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "directory" (
	"kind" text NOT NULL,
	"key" text NOT NULL,
	"account_id" uuid NOT NULL,
	"subject_id" uuid NOT NULL,
	CONSTRAINT "directory_kind_key_pk" PRIMARY KEY("kind","key")
);
--> statement-breakpoint
CREATE TABLE "attempts" (
	"account_id" uuid NOT NULL,
	"delivery_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"exchanges" jsonb NOT NULL,
	"status" integer,
	"error" text,
	CONSTRAINT "attempts_account_id_delivery_id_number_pk" PRIMARY KEY("account_id","delivery_id","number")
);
--> statement-breakpoint
ALTER TABLE "attempts" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "automation_versions" (
	"account_id" uuid NOT NULL,
	"automation_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"trigger" text NOT NULL,
	"filter" jsonb NOT NULL,
	"actions" jsonb NOT NULL,
	"author_id" uuid,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "automation_versions_account_id_automation_id_version_pk" PRIMARY KEY("account_id","automation_id","version")
);
--> statement-breakpoint
ALTER TABLE "automation_versions" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "automations" (
	"account_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"company_id" uuid,
	"name" text NOT NULL,
	"enabled" boolean NOT NULL,
	"version" integer NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "automations_account_id_id_pk" PRIMARY KEY("account_id","id")
);
--> statement-breakpoint
ALTER TABLE "automations" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "connections" (
	"account_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"integration" text NOT NULL,
	"label" text NOT NULL,
	"external_id" text,
	"settings" jsonb NOT NULL,
	"secrets" "bytea",
	"state" text NOT NULL,
	"reason" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "connections_account_id_id_pk" PRIMARY KEY("account_id","id")
);
--> statement-breakpoint
ALTER TABLE "connections" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "decisions" (
	"account_id" uuid NOT NULL,
	"call_id" uuid NOT NULL,
	"automation_id" uuid NOT NULL,
	"call_version" integer NOT NULL,
	"automation_version" integer NOT NULL,
	"trigger" text NOT NULL,
	"matched" boolean NOT NULL,
	"reason" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "decisions_account_id_call_id_automation_id_call_version_pk" PRIMARY KEY("account_id","call_id","automation_id","call_version")
);
--> statement-breakpoint
ALTER TABLE "decisions" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "deliveries" (
	"account_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"call_id" uuid NOT NULL,
	"connection_id" uuid NOT NULL,
	"integration" text NOT NULL,
	"action" text NOT NULL,
	"target" text NOT NULL,
	"revision" integer NOT NULL,
	"key" text NOT NULL,
	"settings" jsonb NOT NULL,
	"snapshot" jsonb NOT NULL,
	"automation_id" uuid NOT NULL,
	"automation_version" integer NOT NULL,
	"state" text NOT NULL,
	"reason" text,
	"vendor_id" text,
	"vendor_url" text,
	"receipt" jsonb,
	"uncertain" boolean DEFAULT false NOT NULL,
	"attempt_count" integer DEFAULT 0 NOT NULL,
	"due_at" timestamp (3) with time zone NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"changed_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "deliveries_account_id_id_pk" PRIMARY KEY("account_id","id")
);
--> statement-breakpoint
ALTER TABLE "deliveries" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "callers" (
	"account_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"company_id" uuid NOT NULL,
	"number" text NOT NULL,
	"name" text,
	"country" text,
	"region" text,
	"city" text,
	"first_call_at" timestamp (3) with time zone NOT NULL,
	"last_call_at" timestamp (3) with time zone NOT NULL,
	"call_count" integer NOT NULL,
	CONSTRAINT "callers_account_id_id_pk" PRIMARY KEY("account_id","id")
);
--> statement-breakpoint
ALTER TABLE "callers" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "calls" (
	"account_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"company_id" uuid NOT NULL,
	"carrier" text NOT NULL,
	"call_key" text NOT NULL,
	"version" integer NOT NULL,
	"direction" text NOT NULL,
	"status" text NOT NULL,
	"outcome" text,
	"started_at" timestamp (3) with time zone NOT NULL,
	"answered_at" timestamp (3) with time zone,
	"ended_at" timestamp (3) with time zone,
	"ring_seconds" integer,
	"talk_seconds" integer,
	"duration_seconds" integer,
	"caller_id" uuid,
	"caller_number" text,
	"withheld" text,
	"caller_name" text,
	"first_time" boolean NOT NULL,
	"country" text,
	"region" text,
	"city" text,
	"number_id" uuid,
	"tracking_number" text NOT NULL,
	"tracker_id" uuid,
	"destination" text,
	"source" text,
	"medium" text,
	"campaign" text,
	"keyword" text,
	"landing_page" text,
	"referrer" text,
	"gclid" text,
	"gbraid" text,
	"wbraid" text,
	"msclkid" text,
	"fbclid" text,
	"click_at" timestamp (3) with time zone,
	"confidence" text NOT NULL,
	"evidence" jsonb NOT NULL,
	"session_id" uuid,
	"facts" jsonb NOT NULL,
	"rule_effects" jsonb,
	"recording_url" text,
	"tag_ids" uuid[] DEFAULT '{}'::uuid[] NOT NULL,
	"lead_status" text DEFAULT 'NEW' NOT NULL,
	"value_micros" bigint,
	"value_currency" text,
	"note" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "calls_account_id_id_pk" PRIMARY KEY("account_id","id")
);
--> statement-breakpoint
ALTER TABLE "calls" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "carrier_events" (
	"account_id" uuid NOT NULL,
	"carrier" text NOT NULL,
	"event_key" text NOT NULL,
	"callback" text NOT NULL,
	"call_key" text,
	"params" jsonb NOT NULL,
	"received_at" timestamp (3) with time zone NOT NULL,
	"state" text NOT NULL,
	"reason" text,
	"call_id" uuid,
	CONSTRAINT "carrier_events_account_id_carrier_event_key_pk" PRIMARY KEY("account_id","carrier","event_key")
);
--> statement-breakpoint
ALTER TABLE "carrier_events" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "tags" (
	"account_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"name" text NOT NULL,
	"color" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "tags_account_id_id_pk" PRIMARY KEY("account_id","id")
);
--> statement-breakpoint
ALTER TABLE "tags" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "changes" (
	"account_id" uuid NOT NULL,
	"xid" "xid8" DEFAULT pg_current_xact_id() NOT NULL,
	"seq" bigint GENERATED ALWAYS AS IDENTITY (sequence name "changes_seq_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"kind" text NOT NULL,
	"call_id" uuid,
	"subject_id" uuid,
	"detail" jsonb NOT NULL,
	CONSTRAINT "changes_account_id_xid_seq_pk" PRIMARY KEY("account_id","xid","seq")
);
--> statement-breakpoint
ALTER TABLE "changes" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "companies" (
	"account_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"name" text NOT NULL,
	"time_zone" text NOT NULL,
	"currency" text NOT NULL,
	"country" text NOT NULL,
	"public_key" text NOT NULL,
	"origins" text[] DEFAULT '{}'::text[] NOT NULL,
	"consent_required" boolean DEFAULT false NOT NULL,
	"record_calls" boolean DEFAULT false NOT NULL,
	"recording_notice" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "companies_account_id_id_pk" PRIMARY KEY("account_id","id")
);
--> statement-breakpoint
ALTER TABLE "companies" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "trackers" (
	"account_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"company_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"name" text NOT NULL,
	"destination" text NOT NULL,
	"whisper" text,
	"ring_seconds" integer DEFAULT 25 NOT NULL,
	"voicemail" boolean DEFAULT false NOT NULL,
	"source" text,
	"medium" text,
	"campaign" text,
	"swap_numbers" text[] DEFAULT '{}'::text[] NOT NULL,
	"fallback_number" text,
	"lease_seconds" integer DEFAULT 1800 NOT NULL,
	"active" boolean DEFAULT true NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "trackers_account_id_id_pk" PRIMARY KEY("account_id","id")
);
--> statement-breakpoint
ALTER TABLE "trackers" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "tracking_numbers" (
	"account_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"tracker_id" uuid NOT NULL,
	"number" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "tracking_numbers_account_id_id_pk" PRIMARY KEY("account_id","id")
);
--> statement-breakpoint
ALTER TABLE "tracking_numbers" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "leases" (
	"account_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"number_id" uuid NOT NULL,
	"tracker_id" uuid NOT NULL,
	"session_id" uuid NOT NULL,
	"shown_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "leases_account_id_id_pk" PRIMARY KEY("account_id","id")
);
--> statement-breakpoint
ALTER TABLE "leases" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "pool_numbers" (
	"account_id" uuid NOT NULL,
	"number_id" uuid NOT NULL,
	"tracker_id" uuid NOT NULL,
	"lease_id" uuid,
	"free_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "pool_numbers_account_id_number_id_pk" PRIMARY KEY("account_id","number_id")
);
--> statement-breakpoint
ALTER TABLE "pool_numbers" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "web_sessions" (
	"account_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"company_id" uuid NOT NULL,
	"visitor_id" uuid NOT NULL,
	"started_at" timestamp (3) with time zone NOT NULL,
	"last_seen_at" timestamp (3) with time zone NOT NULL,
	"landing_page" text NOT NULL,
	"referrer" text,
	"source" text NOT NULL,
	"medium" text NOT NULL,
	"campaign" text,
	"keyword" text,
	"content" text,
	"gclid" text,
	"gbraid" text,
	"wbraid" text,
	"msclkid" text,
	"fbclid" text,
	"ga_client_id" text,
	"user_agent" text,
	"consent_ad_user_data" text NOT NULL,
	"consent_ad_personalization" text NOT NULL,
	"consent_analytics" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "web_sessions_account_id_id_pk" PRIMARY KEY("account_id","id")
);
--> statement-breakpoint
ALTER TABLE "web_sessions" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "attempts" ADD CONSTRAINT "attempts_account_id_delivery_id_deliveries_account_id_id_fk" FOREIGN KEY ("account_id","delivery_id") REFERENCES "public"."deliveries"("account_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "automation_versions" ADD CONSTRAINT "automation_versions_account_id_automation_id_automations_account_id_id_fk" FOREIGN KEY ("account_id","automation_id") REFERENCES "public"."automations"("account_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "decisions" ADD CONSTRAINT "decisions_account_id_call_id_calls_account_id_id_fk" FOREIGN KEY ("account_id","call_id") REFERENCES "public"."calls"("account_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "deliveries" ADD CONSTRAINT "deliveries_account_id_call_id_calls_account_id_id_fk" FOREIGN KEY ("account_id","call_id") REFERENCES "public"."calls"("account_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "deliveries" ADD CONSTRAINT "deliveries_account_id_connection_id_connections_account_id_id_fk" FOREIGN KEY ("account_id","connection_id") REFERENCES "public"."connections"("account_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "callers" ADD CONSTRAINT "callers_account_id_company_id_companies_account_id_id_fk" FOREIGN KEY ("account_id","company_id") REFERENCES "public"."companies"("account_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "calls" ADD CONSTRAINT "calls_account_id_company_id_companies_account_id_id_fk" FOREIGN KEY ("account_id","company_id") REFERENCES "public"."companies"("account_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "companies" ADD CONSTRAINT "companies_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "trackers" ADD CONSTRAINT "trackers_account_id_company_id_companies_account_id_id_fk" FOREIGN KEY ("account_id","company_id") REFERENCES "public"."companies"("account_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tracking_numbers" ADD CONSTRAINT "tracking_numbers_account_id_tracker_id_trackers_account_id_id_fk" FOREIGN KEY ("account_id","tracker_id") REFERENCES "public"."trackers"("account_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "leases" ADD CONSTRAINT "leases_account_id_number_id_tracking_numbers_account_id_id_fk" FOREIGN KEY ("account_id","number_id") REFERENCES "public"."tracking_numbers"("account_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "leases" ADD CONSTRAINT "leases_account_id_session_id_web_sessions_account_id_id_fk" FOREIGN KEY ("account_id","session_id") REFERENCES "public"."web_sessions"("account_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pool_numbers" ADD CONSTRAINT "pool_numbers_account_id_number_id_tracking_numbers_account_id_id_fk" FOREIGN KEY ("account_id","number_id") REFERENCES "public"."tracking_numbers"("account_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "web_sessions" ADD CONSTRAINT "web_sessions_account_id_company_id_companies_account_id_id_fk" FOREIGN KEY ("account_id","company_id") REFERENCES "public"."companies"("account_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "deliveries_slot" ON "deliveries" USING btree ("account_id","call_id","connection_id","action","target","revision");--> statement-breakpoint
CREATE INDEX "deliveries_created" ON "deliveries" USING btree ("account_id","created_at","id");--> statement-breakpoint
CREATE UNIQUE INDEX "callers_number" ON "callers" USING btree ("account_id","company_id","number");--> statement-breakpoint
CREATE INDEX "callers_last_call" ON "callers" USING btree ("account_id","last_call_at");--> statement-breakpoint
CREATE UNIQUE INDEX "calls_call_key" ON "calls" USING btree ("account_id","carrier","call_key");--> statement-breakpoint
CREATE INDEX "calls_started" ON "calls" USING btree ("account_id","started_at","id");--> statement-breakpoint
CREATE INDEX "calls_caller" ON "calls" USING btree ("account_id","caller_id","started_at");--> statement-breakpoint
CREATE INDEX "carrier_events_call" ON "carrier_events" USING btree ("account_id","carrier","call_key");--> statement-breakpoint
CREATE INDEX "carrier_events_not_applied" ON "carrier_events" USING btree ("account_id","received_at") WHERE "carrier_events"."state" <> 'APPLIED';--> statement-breakpoint
CREATE UNIQUE INDEX "tags_name" ON "tags" USING btree ("account_id","name");--> statement-breakpoint
CREATE INDEX "changes_call" ON "changes" USING btree ("account_id","call_id");--> statement-breakpoint
CREATE UNIQUE INDEX "tracking_numbers_number" ON "tracking_numbers" USING btree ("account_id","number");--> statement-breakpoint
CREATE INDEX "leases_number" ON "leases" USING btree ("account_id","number_id","expires_at");--> statement-breakpoint
CREATE INDEX "leases_session" ON "leases" USING btree ("account_id","session_id");--> statement-breakpoint
CREATE INDEX "pool_numbers_free" ON "pool_numbers" USING btree ("account_id","tracker_id","free_at");--> statement-breakpoint
CREATE INDEX "web_sessions_started" ON "web_sessions" USING btree ("account_id","company_id","started_at");--> statement-breakpoint
CREATE POLICY "account_wall" ON "accounts" AS PERMISSIVE FOR ALL TO public USING (id = nullif(current_setting('app.account_id', true), '')::uuid) WITH CHECK (id = nullif(current_setting('app.account_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "account_wall" ON "api_keys" AS PERMISSIVE FOR ALL TO public USING (account_id = nullif(current_setting('app.account_id', true), '')::uuid) WITH CHECK (account_id = nullif(current_setting('app.account_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "account_wall" ON "audit_entries" AS PERMISSIVE FOR ALL TO public USING (account_id = nullif(current_setting('app.account_id', true), '')::uuid) WITH CHECK (account_id = nullif(current_setting('app.account_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "account_wall" ON "attempts" AS PERMISSIVE FOR ALL TO public USING (account_id = nullif(current_setting('app.account_id', true), '')::uuid) WITH CHECK (account_id = nullif(current_setting('app.account_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "account_wall" ON "automation_versions" AS PERMISSIVE FOR ALL TO public USING (account_id = nullif(current_setting('app.account_id', true), '')::uuid) WITH CHECK (account_id = nullif(current_setting('app.account_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "account_wall" ON "automations" AS PERMISSIVE FOR ALL TO public USING (account_id = nullif(current_setting('app.account_id', true), '')::uuid) WITH CHECK (account_id = nullif(current_setting('app.account_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "account_wall" ON "connections" AS PERMISSIVE FOR ALL TO public USING (account_id = nullif(current_setting('app.account_id', true), '')::uuid) WITH CHECK (account_id = nullif(current_setting('app.account_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "account_wall" ON "decisions" AS PERMISSIVE FOR ALL TO public USING (account_id = nullif(current_setting('app.account_id', true), '')::uuid) WITH CHECK (account_id = nullif(current_setting('app.account_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "account_wall" ON "deliveries" AS PERMISSIVE FOR ALL TO public USING (account_id = nullif(current_setting('app.account_id', true), '')::uuid) WITH CHECK (account_id = nullif(current_setting('app.account_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "account_wall" ON "callers" AS PERMISSIVE FOR ALL TO public USING (account_id = nullif(current_setting('app.account_id', true), '')::uuid) WITH CHECK (account_id = nullif(current_setting('app.account_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "account_wall" ON "calls" AS PERMISSIVE FOR ALL TO public USING (account_id = nullif(current_setting('app.account_id', true), '')::uuid) WITH CHECK (account_id = nullif(current_setting('app.account_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "account_wall" ON "carrier_events" AS PERMISSIVE FOR ALL TO public USING (account_id = nullif(current_setting('app.account_id', true), '')::uuid) WITH CHECK (account_id = nullif(current_setting('app.account_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "account_wall" ON "tags" AS PERMISSIVE FOR ALL TO public USING (account_id = nullif(current_setting('app.account_id', true), '')::uuid) WITH CHECK (account_id = nullif(current_setting('app.account_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "account_wall" ON "changes" AS PERMISSIVE FOR ALL TO public USING (account_id = nullif(current_setting('app.account_id', true), '')::uuid) WITH CHECK (account_id = nullif(current_setting('app.account_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "account_wall" ON "companies" AS PERMISSIVE FOR ALL TO public USING (account_id = nullif(current_setting('app.account_id', true), '')::uuid) WITH CHECK (account_id = nullif(current_setting('app.account_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "account_wall" ON "trackers" AS PERMISSIVE FOR ALL TO public USING (account_id = nullif(current_setting('app.account_id', true), '')::uuid) WITH CHECK (account_id = nullif(current_setting('app.account_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "account_wall" ON "tracking_numbers" AS PERMISSIVE FOR ALL TO public USING (account_id = nullif(current_setting('app.account_id', true), '')::uuid) WITH CHECK (account_id = nullif(current_setting('app.account_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "account_wall" ON "leases" AS PERMISSIVE FOR ALL TO public USING (account_id = nullif(current_setting('app.account_id', true), '')::uuid) WITH CHECK (account_id = nullif(current_setting('app.account_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "account_wall" ON "pool_numbers" AS PERMISSIVE FOR ALL TO public USING (account_id = nullif(current_setting('app.account_id', true), '')::uuid) WITH CHECK (account_id = nullif(current_setting('app.account_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "account_wall" ON "web_sessions" AS PERMISSIVE FOR ALL TO public USING (account_id = nullif(current_setting('app.account_id', true), '')::uuid) WITH CHECK (account_id = nullif(current_setting('app.account_id', true), '')::uuid);