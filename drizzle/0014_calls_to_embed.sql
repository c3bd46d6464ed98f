DROP INDEX "calls_by_meaning_model";--> statement-breakpoint
ALTER TABLE "call_vectors" ADD COLUMN "refused" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
CREATE INDEX "call_vectors_refused" ON "call_vectors" USING btree ("organization_id","model") WHERE refused > 0;--> statement-breakpoint
CREATE INDEX "calls_to_embed" ON "calls" USING btree ("organization_id","meaning_model","started_at","id") WHERE transcript_state = 'ready';