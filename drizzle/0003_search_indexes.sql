CREATE TABLE "search_indexes" (
	"name" text PRIMARY KEY NOT NULL,
	"engine" text NOT NULL,
	"version" integer NOT NULL,
	"embedding_model" text,
	"state" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "calls" ADD COLUMN "rebuilt_revision" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
CREATE UNIQUE INDEX "one_live_search_index" ON "search_indexes" USING btree ("state") WHERE state = 'live';--> statement-breakpoint
CREATE UNIQUE INDEX "one_building_search_index" ON "search_indexes" USING btree ("state") WHERE state = 'building';