CREATE TABLE "eval_cases" (
	"id" text PRIMARY KEY NOT NULL,
	"organization_id" text NOT NULL,
	"answer_id" text NOT NULL,
	"question" text NOT NULL,
	"plan" jsonb NOT NULL,
	"as_of" timestamp with time zone NOT NULL,
	"moments" jsonb NOT NULL,
	"call_ids" text[] NOT NULL,
	"found" double precision,
	"created_at" timestamp with time zone NOT NULL,
	"created_by" text
);
--> statement-breakpoint
ALTER TABLE "eval_cases" ADD CONSTRAINT "eval_cases_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "eval_cases_by_answer" ON "eval_cases" USING btree ("organization_id","answer_id");