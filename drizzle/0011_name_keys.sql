-- Before its release, 0009 had names folded by the database, and these indexes refused long names.
DROP INDEX IF EXISTS "accounts_by_word";--> statement-breakpoint
DROP INDEX IF EXISTS "call_parties_without_person";--> statement-breakpoint
DROP INDEX IF EXISTS "people_by_word";--> statement-breakpoint
DROP FUNCTION IF EXISTS "public"."name_words", "public"."name_starts", "public"."folded_name";--> statement-breakpoint
ALTER TABLE "accounts" ADD COLUMN "name_words" text[];--> statement-breakpoint
ALTER TABLE "accounts" ADD COLUMN "name_starts" text[];--> statement-breakpoint
ALTER TABLE "call_parties" ADD COLUMN "name_words" text[];--> statement-breakpoint
ALTER TABLE "people" ADD COLUMN "name_words" text[];--> statement-breakpoint
ALTER TABLE "people" ADD COLUMN "name_starts" text[];--> statement-breakpoint
CREATE INDEX "accounts_by_start" ON "accounts" USING gin ("name_starts");--> statement-breakpoint
CREATE INDEX "call_parties_by_name_word" ON "call_parties" USING gin ("name_words") WHERE person_id is null;--> statement-breakpoint
CREATE INDEX "call_parties_without_keys" ON "call_parties" USING btree ("organization_id") WHERE person_id is null and name is not null and name_words is null;--> statement-breakpoint
CREATE INDEX "people_by_name_word" ON "people" USING gin ("name_words");--> statement-breakpoint
CREATE INDEX "people_by_start" ON "people" USING gin ("name_starts");