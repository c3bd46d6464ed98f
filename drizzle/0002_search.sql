CREATE TABLE "tracker_counts" (
	"organization_id" text NOT NULL,
	"tracker_id" text NOT NULL,
	"call_id" text NOT NULL,
	"segments" integer NOT NULL,
	CONSTRAINT "tracker_counts_organization_id_tracker_id_call_id_pk" PRIMARY KEY("organization_id","tracker_id","call_id")
);
--> statement-breakpoint
CREATE TABLE "tracker_recounts" (
	"organization_id" text NOT NULL,
	"tracker_id" text NOT NULL,
	"definition" text NOT NULL,
	"counted_at" timestamp with time zone NOT NULL,
	CONSTRAINT "tracker_recounts_organization_id_tracker_id_pk" PRIMARY KEY("organization_id","tracker_id")
);
--> statement-breakpoint
ALTER TABLE "trackers" ADD COLUMN "side" text;--> statement-breakpoint
ALTER TABLE "trackers" ADD COLUMN "account_ids" text[] DEFAULT '{}'::text[] NOT NULL;--> statement-breakpoint
ALTER TABLE "trackers" ADD COLUMN "is_deleted" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "tracker_counts" ADD CONSTRAINT "tracker_counts_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tracker_counts" ADD CONSTRAINT "tracker_counts_organization_id_call_id_calls_organization_id_id_fk" FOREIGN KEY ("organization_id","call_id") REFERENCES "public"."calls"("organization_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tracker_recounts" ADD CONSTRAINT "tracker_recounts_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "tracker_counts_by_call" ON "tracker_counts" USING btree ("organization_id","call_id");--> statement-breakpoint
-- The search index has a new shape: every call is put into it anew.
UPDATE "calls" SET "indexed_revision" = 0;
