ALTER TABLE "carrier_events" ADD COLUMN "json" jsonb;--> statement-breakpoint
ALTER TABLE "carrier_events" ADD COLUMN "place" text;--> statement-breakpoint
ALTER TABLE "companies" ADD COLUMN "language" text DEFAULT 'en-US' NOT NULL;--> statement-breakpoint
ALTER TABLE "companies" ADD COLUMN "voicemail_greeting" text DEFAULT 'Nobody can take your call right now. Please leave a message after the tone.' NOT NULL;--> statement-breakpoint
-- The facts of a call held one dial; now they hold any number, each by its place on the call's way. What was
-- stored names no place, which reads as the first. Its owner is behind the wall too, unless it is lifted.
ALTER TABLE "calls" NO FORCE ROW LEVEL SECURITY;--> statement-breakpoint
UPDATE "calls" SET "facts" = ("facts" - 'dial')
  || jsonb_build_object(
    'dials', CASE WHEN jsonb_typeof("facts" -> 'dial') = 'object'
      THEN jsonb_build_array(("facts" -> 'dial') || '{"place": null}') ELSE '[]' END,
    'legs', coalesce((SELECT jsonb_agg(leg || '{"place": null}' ORDER BY n)
      FROM jsonb_array_elements("facts" -> 'legs') WITH ORDINALITY AS l (leg, n)), '[]'))
WHERE jsonb_typeof("facts" -> 'legs') = 'array' AND NOT "facts" ? 'dials';--> statement-breakpoint
ALTER TABLE "calls" FORCE ROW LEVEL SECURITY;
