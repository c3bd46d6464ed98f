CREATE TABLE "audit_records" (
	"organization_id" text NOT NULL,
	"id" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"member_id" text,
	"email" text,
	"action" text NOT NULL,
	"subject" text,
	"details" jsonb NOT NULL,
	CONSTRAINT "audit_records_organization_id_id_pk" PRIMARY KEY("organization_id","id")
);
--> statement-breakpoint
ALTER TABLE "audit_records" ADD CONSTRAINT "audit_records_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "audit_records_by_time" ON "audit_records" USING btree ("organization_id","at","id");