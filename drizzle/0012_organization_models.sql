CREATE TABLE "organization_models" (
	"organization_id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"base_url" text,
	"sealed_key" text,
	"context_tokens" integer,
	"version" integer DEFAULT 1 NOT NULL,
	"changed_at" timestamp with time zone NOT NULL,
	"changed_by" text
);
--> statement-breakpoint
ALTER TABLE "organization_models" ADD CONSTRAINT "organization_models_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE cascade ON UPDATE no action;