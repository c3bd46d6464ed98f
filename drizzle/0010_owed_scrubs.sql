CREATE TABLE "owed_scrubs" (
	"organization_id" text PRIMARY KEY NOT NULL,
	"due_at" timestamp with time zone NOT NULL,
	"mark" text NOT NULL
);
--> statement-breakpoint
ALTER TABLE "owed_scrubs" ADD CONSTRAINT "owed_scrubs_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
-- Earlier versions kept no note of scrubs that failed: every organization is scrubbed once, on the day after.
INSERT INTO "owed_scrubs" ("organization_id", "due_at", "mark") SELECT "id", now() + interval '1 day', 'upgrade' FROM "organizations";
