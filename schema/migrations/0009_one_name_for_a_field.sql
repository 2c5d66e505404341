-- A field of a call has one name now, in filters and in templates alike. What was saved with the names of before is
-- said anew: rules of every version, criteria of scores, and what runs were asked to do.
create function pg_temp.renamed_filter(filter jsonb) returns jsonb language plpgsql immutable as $$
begin
  return case jsonb_typeof(filter)
    when 'object' then (
      select coalesce(jsonb_object_agg(
        case key
          when 'duration' then 'durationSeconds'
          when 'callerCountry' then 'country'
          when 'callerRegion' then 'region'
          when 'callerCity' then 'city'
          else key
        end,
        case when key in ('all', 'any', 'not') then pg_temp.renamed_filter(value) else value end
      ), '{}') from jsonb_each(filter))
    when 'array' then (
      select coalesce(jsonb_agg(pg_temp.renamed_filter(value) order by place), '[]')
      from jsonb_array_elements(filter) with ordinality as parts (value, place))
    else filter
  end;
end $$;
--> statement-breakpoint
-- Only what stands right behind the braces is a field: the rest of an expression is filters and texts.
create function pg_temp.renamed_template(template text) returns text language plpgsql immutable as $$
declare
  path text;
  paths constant jsonb := '{
    "caller.number": "callerNumber", "caller.name": "callerName", "caller.email": "callerEmail",
    "caller.firstTime": "firstTime", "caller.city": "city", "caller.region": "region", "caller.country": "country",
    "tracker.name": "tracker", "company.name": "company", "company.timeZone": "companyTimeZone",
    "company.currency": "companyCurrency", "clickIds.gclid": "gclid", "clickIds.gbraid": "gbraid",
    "clickIds.wbraid": "wbraid", "clickIds.msclkid": "msclkid", "clickIds.fbclid": "fbclid",
    "value.amount": "value", "value.currency": "valueCurrency",
    "assignee.name": "assignee", "assignee.email": "assigneeEmail"
  }';
begin
  for path in select jsonb_object_keys(paths) loop
    template := regexp_replace(
      template, '(\{\{\s*)' || replace(path, '.', '\.') || '(?![\w.])', '\1' || (paths ->> path), 'g');
  end loop;
  return regexp_replace(template, '(\{\{\s*)caller\.customFields\.', '\1callerCustomFields.', 'g');
end $$;
--> statement-breakpoint
-- Anything that holds filters under `filter` and an action's settings under `settings`, however deep.
create function pg_temp.renamed_fields(held jsonb) returns jsonb language plpgsql immutable as $$
begin
  return case jsonb_typeof(held)
    when 'object' then (
      select coalesce(jsonb_object_agg(key, case
        when key = 'filter' then pg_temp.renamed_filter(value)
        when key = 'settings' and jsonb_typeof(value) = 'object' then (
          select coalesce(jsonb_object_agg(s.key, case
            when jsonb_typeof(s.value) = 'string' then to_jsonb(pg_temp.renamed_template(s.value #>> '{}'))
            else s.value
          end), '{}') from jsonb_each(value) s)
        else pg_temp.renamed_fields(value)
      end), '{}') from jsonb_each(held))
    when 'array' then (
      select coalesce(jsonb_agg(pg_temp.renamed_fields(value) order by place), '[]')
      from jsonb_array_elements(held) with ordinality as parts (value, place))
    else held
  end;
end $$;
--> statement-breakpoint
-- The wall stands for the owner too, who would see no row behind it.
alter table automation_versions no force row level security;
--> statement-breakpoint
alter table score_criteria no force row level security;
--> statement-breakpoint
alter table runs no force row level security;
--> statement-breakpoint
update automation_versions set filter = pg_temp.renamed_filter(filter), actions = pg_temp.renamed_fields(actions)
  where filter <> pg_temp.renamed_filter(filter) or actions <> pg_temp.renamed_fields(actions);
--> statement-breakpoint
update score_criteria set filter = pg_temp.renamed_filter(filter) where filter <> pg_temp.renamed_filter(filter);
--> statement-breakpoint
update runs set input = pg_temp.renamed_fields(input) where input <> pg_temp.renamed_fields(input);
--> statement-breakpoint
alter table automation_versions force row level security;
--> statement-breakpoint
alter table score_criteria force row level security;
--> statement-breakpoint
alter table runs force row level security;
--> statement-breakpoint
drop function pg_temp.renamed_fields(jsonb);
--> statement-breakpoint
drop function pg_temp.renamed_filter(jsonb);
--> statement-breakpoint
drop function pg_temp.renamed_template(text);
