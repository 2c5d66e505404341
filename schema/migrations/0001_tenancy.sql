-- The server works as ringpath_app, which owns nothing and so cannot step over the wall.
do $$ begin
  if not exists (select from pg_roles where rolname = 'ringpath_app') then
    create role ringpath_app nologin noinherit nobypassrls;
  end if;
exception when duplicate_object or unique_violation then
  -- Another database of this cluster was migrated in the same moment.
  null;
end $$;
--> statement-breakpoint
do $$ begin
  if not pg_has_role(current_user, 'ringpath_app', 'member') then
    execute format('grant ringpath_app to %I', current_user);
  end if;
end $$;
--> statement-breakpoint
grant usage on schema public to ringpath_app;
--> statement-breakpoint
grant select, insert, update, delete on all tables in schema public to ringpath_app;
--> statement-breakpoint
alter default privileges in schema public grant select, insert, update, delete on tables to ringpath_app;
--> statement-breakpoint
-- drizzle-kit enables row-level security with each policy but cannot force it on the owner.
do $$ declare t text; begin
  for t in select distinct tablename from pg_policies where schemaname = 'public' and policyname = 'account_wall' loop
    execute format('alter table %I force row level security', t);
  end loop;
end $$;
--> statement-breakpoint
-- Autovacuum cannot keep planner statistics fresh between two minutes of a busy morning on its default
-- of 10 % of a large table.
alter table calls set (autovacuum_analyze_scale_factor = 0.02);
