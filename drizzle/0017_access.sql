CREATE TABLE "call_grants" (
	"organization_id" text NOT NULL,
	"call_id" text NOT NULL,
	"user_ids" text[] NOT NULL,
	"read_at" timestamp with time zone NOT NULL,
	CONSTRAINT "call_grants_organization_id_call_id_pk" PRIMARY KEY("organization_id","call_id")
);
--> statement-breakpoint
CREATE TABLE "gong_folders" (
	"organization_id" text NOT NULL,
	"id" text NOT NULL,
	"workspace_id" text NOT NULL,
	"name" text NOT NULL,
	"call_ids" text[] NOT NULL,
	CONSTRAINT "gong_folders_organization_id_id_pk" PRIMARY KEY("organization_id","id")
);
--> statement-breakpoint
CREATE TABLE "gong_profiles" (
	"organization_id" text NOT NULL,
	"id" text NOT NULL,
	"workspace_id" text NOT NULL,
	"name" text NOT NULL,
	"call_level" text NOT NULL,
	"team_lead_ids" text[] NOT NULL,
	"folder_level" text NOT NULL,
	"folder_ids" text[] NOT NULL,
	"user_ids" text[] NOT NULL,
	CONSTRAINT "gong_profiles_organization_id_id_pk" PRIMARY KEY("organization_id","id")
);
--> statement-breakpoint
ALTER TABLE "gong_connections" ADD COLUMN "rights_read_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "gong_connections" ADD COLUMN "rights_tried_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "gong_connections" ADD COLUMN "rights_error" text;--> statement-breakpoint
ALTER TABLE "gong_users" ADD COLUMN "manager_id" text;--> statement-breakpoint
ALTER TABLE "organizations" ADD COLUMN "access" jsonb DEFAULT '{"mode":"everyone","team":"both","withoutGongUser":"nothing","rules":[]}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "call_grants" ADD CONSTRAINT "call_grants_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "call_grants" ADD CONSTRAINT "call_grants_organization_id_call_id_calls_organization_id_id_fk" FOREIGN KEY ("organization_id","call_id") REFERENCES "public"."calls"("organization_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "gong_folders" ADD CONSTRAINT "gong_folders_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "gong_profiles" ADD CONSTRAINT "gong_profiles_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "call_grants_given" ON "call_grants" USING btree ("organization_id") WHERE cardinality(user_ids) > 0;--> statement-breakpoint
CREATE INDEX "call_parties_by_user" ON "call_parties" USING btree ("organization_id","gong_user_id") WHERE gong_user_id is not null;