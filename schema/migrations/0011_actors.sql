-- Who did something is an actor: a key, a person, a rule or Ringpath itself. The owner steps out of forced row-level
-- security while it fills the new columns, or it would see no row.
do $$ declare t text; begin
  for t in select distinct tablename from pg_policies where schemaname = 'public' and policyname = 'account_wall' loop
    execute format('alter table %I no force row level security', t);
  end loop;
end $$;
--> statement-breakpoint
ALTER TABLE "audit_entries" ADD COLUMN "actor_kind" text DEFAULT 'SYSTEM' NOT NULL;--> statement-breakpoint
ALTER TABLE "audit_entries" ADD COLUMN "actor_id" uuid;--> statement-breakpoint
ALTER TABLE "automation_versions" ADD COLUMN "actor_kind" text DEFAULT 'SYSTEM' NOT NULL;--> statement-breakpoint
ALTER TABLE "automation_versions" ADD COLUMN "actor_id" uuid;--> statement-breakpoint
ALTER TABLE "lead_history" ADD COLUMN "actor_kind" text DEFAULT 'SYSTEM' NOT NULL;--> statement-breakpoint
ALTER TABLE "lead_history" ADD COLUMN "actor_id" uuid;--> statement-breakpoint
ALTER TABLE "notes" ADD COLUMN "actor_kind" text DEFAULT 'SYSTEM' NOT NULL;--> statement-breakpoint
ALTER TABLE "notes" ADD COLUMN "actor_id" uuid;--> statement-breakpoint
ALTER TABLE "runs" ADD COLUMN "actor_kind" text DEFAULT 'SYSTEM' NOT NULL;--> statement-breakpoint
ALTER TABLE "runs" ADD COLUMN "actor_id" uuid;
--> statement-breakpoint
update automation_versions set actor_kind = 'KEY', actor_id = author_id where author_id is not null;
--> statement-breakpoint
update notes set actor_kind = 'KEY', actor_id = author_id where author_id is not null;
--> statement-breakpoint
update runs set actor_kind = 'KEY', actor_id = author_id where author_id is not null;
--> statement-breakpoint
update lead_history set actor_kind = 'KEY', actor_id = author_id where author_id is not null;
--> statement-breakpoint
update lead_history set actor_kind = 'RULE', actor_id = automation_id where automation_id is not null;
--> statement-breakpoint
ALTER TABLE "automation_versions" DROP COLUMN "author_id";--> statement-breakpoint
ALTER TABLE "lead_history" DROP COLUMN "author_id";--> statement-breakpoint
ALTER TABLE "lead_history" DROP COLUMN "automation_id";--> statement-breakpoint
ALTER TABLE "notes" DROP COLUMN "author_id";--> statement-breakpoint
ALTER TABLE "runs" DROP COLUMN "author_id";
--> statement-breakpoint
do $$ declare t text; begin
  for t in select distinct tablename from pg_policies where schemaname = 'public' and policyname = 'account_wall' loop
    execute format('alter table %I force row level security', t);
  end loop;
end $$;
