CREATE TABLE "page_views" (
	"account_id" uuid NOT NULL,
	"session_id" uuid NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"page" text NOT NULL,
	CONSTRAINT "page_views_account_id_session_id_at_pk" PRIMARY KEY("account_id","session_id","at")
);
--> statement-breakpoint
ALTER TABLE "page_views" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "visitors" (
	"account_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"company_id" uuid NOT NULL,
	"first_touch" jsonb NOT NULL,
	"last_touch" jsonb NOT NULL,
	"clicks" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"visit_count" integer DEFAULT 1 NOT NULL,
	"first_seen_at" timestamp (3) with time zone NOT NULL,
	"last_seen_at" timestamp (3) with time zone NOT NULL,
	"email" text,
	"phone" text,
	"name" text,
	"external_id" text,
	CONSTRAINT "visitors_account_id_id_pk" PRIMARY KEY("account_id","id")
);
--> statement-breakpoint
ALTER TABLE "visitors" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
DROP INDEX "pool_numbers_free";--> statement-breakpoint
ALTER TABLE "callers" ADD COLUMN "visitor_id" uuid;--> statement-breakpoint
ALTER TABLE "callers" ADD COLUMN "first_touch" jsonb;--> statement-breakpoint
ALTER TABLE "calls" ADD COLUMN "ttclid" text;--> statement-breakpoint
ALTER TABLE "calls" ADD COLUMN "li_fat_id" text;--> statement-breakpoint
ALTER TABLE "calls" ADD COLUMN "overflow" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "companies" ADD COLUMN "cookie_days" integer DEFAULT 90 NOT NULL;--> statement-breakpoint
ALTER TABLE "companies" ADD COLUMN "channel_rules" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "trackers" ADD COLUMN "landing_parameter" text;--> statement-breakpoint
ALTER TABLE "trackers" ADD COLUMN "referrer_hosts" text[] DEFAULT '{}'::text[] NOT NULL;--> statement-breakpoint
ALTER TABLE "trackers" ADD COLUMN "referrer_group" text;--> statement-breakpoint
ALTER TABLE "trackers" ADD COLUMN "is_default" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "trackers" ADD COLUMN "grace_seconds" integer DEFAULT 900 NOT NULL;--> statement-breakpoint
ALTER TABLE "trackers" ADD COLUMN "cooldown_seconds" integer DEFAULT 900 NOT NULL;--> statement-breakpoint
ALTER TABLE "trackers" ADD COLUMN "local_numbers" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "tracking_numbers" ADD COLUMN "target" text;--> statement-breakpoint
ALTER TABLE "leases" ADD COLUMN "target" text;--> statement-breakpoint
ALTER TABLE "leases" ADD COLUMN "overflow" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "pool_numbers" ADD COLUMN "owner_id" uuid;--> statement-breakpoint
ALTER TABLE "pool_numbers" ADD COLUMN "epoch" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "web_sessions" ADD COLUMN "term" text;--> statement-breakpoint
ALTER TABLE "web_sessions" ADD COLUMN "ad_group" text;--> statement-breakpoint
ALTER TABLE "web_sessions" ADD COLUMN "match_type" text;--> statement-breakpoint
ALTER TABLE "web_sessions" ADD COLUMN "channel" text;--> statement-breakpoint
ALTER TABLE "web_sessions" ADD COLUMN "channel_reason" text;--> statement-breakpoint
ALTER TABLE "web_sessions" ADD COLUMN "ttclid" text;--> statement-breakpoint
ALTER TABLE "web_sessions" ADD COLUMN "li_fat_id" text;--> statement-breakpoint
ALTER TABLE "web_sessions" ADD COLUMN "ga_session_id" text;--> statement-breakpoint
ALTER TABLE "web_sessions" ADD COLUMN "device" text;--> statement-breakpoint
ALTER TABLE "web_sessions" ADD COLUMN "country" text;--> statement-breakpoint
ALTER TABLE "web_sessions" ADD COLUMN "number_clicks" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "web_sessions" ADD COLUMN "pool_ids" uuid[] DEFAULT '{}'::uuid[] NOT NULL;--> statement-breakpoint
CREATE INDEX "visitors_phone" ON "visitors" USING btree ("account_id","company_id","phone");--> statement-breakpoint
CREATE INDEX "pool_numbers_tracker" ON "pool_numbers" USING btree ("account_id","tracker_id");--> statement-breakpoint
CREATE INDEX "web_sessions_visitor" ON "web_sessions" USING btree ("account_id","visitor_id","started_at");--> statement-breakpoint
CREATE POLICY "account_wall" ON "page_views" AS PERMISSIVE FOR ALL TO public USING (account_id = nullif(current_setting('app.account_id', true), '')::uuid) WITH CHECK (account_id = nullif(current_setting('app.account_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "account_wall" ON "visitors" AS PERMISSIVE FOR ALL TO public USING (account_id = nullif(current_setting('app.account_id', true), '')::uuid) WITH CHECK (account_id = nullif(current_setting('app.account_id', true), '')::uuid);--> statement-breakpoint
do $$ declare t text; begin
  for t in select distinct tablename from pg_policies where schemaname = 'public' and policyname = 'account_wall' loop
    execute format('alter table %I force row level security', t);
  end loop;
end $$;
