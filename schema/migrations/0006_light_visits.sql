-- Every page view writes these rows. A foreign key asks for each of them and locks the row it finds, which took
-- a quarter of a page view; the statements themselves see to it that what they name is there.
ALTER TABLE "leases" DROP CONSTRAINT "leases_account_id_number_id_tracking_numbers_account_id_id_fk";
--> statement-breakpoint
ALTER TABLE "leases" DROP CONSTRAINT "leases_account_id_session_id_web_sessions_account_id_id_fk";
--> statement-breakpoint
ALTER TABLE "web_sessions" DROP CONSTRAINT "web_sessions_account_id_company_id_companies_account_id_id_fk";
--> statement-breakpoint
DROP INDEX "visitors_phone";--> statement-breakpoint
CREATE INDEX "visitors_phone" ON "visitors" USING btree ("account_id","company_id","phone") WHERE phone is not null;--> statement-breakpoint
-- Room for the next version of a row on its own page: then moving it on touches no index.
ALTER TABLE "web_sessions" SET (fillfactor = 85);--> statement-breakpoint
ALTER TABLE "pool_numbers" SET (fillfactor = 50);
