CREATE TABLE "call_ledger" (
	"organization_id" text NOT NULL,
	"call_id" text NOT NULL,
	"presence" text NOT NULL,
	"reason" text,
	"workspace_id" text,
	"started_at" timestamp with time zone,
	"first_seen_at" timestamp with time zone NOT NULL,
	"last_seen_at" timestamp with time zone NOT NULL,
	"held_since" timestamp with time zone,
	"tries" integer DEFAULT 0 NOT NULL,
	"next_try_at" timestamp with time zone,
	CONSTRAINT "call_ledger_organization_id_call_id_pk" PRIMARY KEY("organization_id","call_id")
);
--> statement-breakpoint
CREATE TABLE "gong_authorizations" (
	"state_hash" text PRIMARY KEY NOT NULL,
	"organization_id" text NOT NULL,
	"member_id" text NOT NULL,
	"sealed_verifier" text NOT NULL,
	"redirect_uri" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "gong_quotas" (
	"organization_id" text PRIMARY KEY NOT NULL,
	"ledger" jsonb NOT NULL
);
--> statement-breakpoint
ALTER TABLE "calls" ADD COLUMN "told_parties" jsonb;--> statement-breakpoint
ALTER TABLE "calls" ADD COLUMN "transcript_next_try_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "gong_connections" ADD COLUMN "kind" text DEFAULT 'access_key' NOT NULL;--> statement-breakpoint
ALTER TABLE "gong_connections" ADD COLUMN "state" text DEFAULT 'connected' NOT NULL;--> statement-breakpoint
ALTER TABLE "gong_connections" ADD COLUMN "scopes" text[];--> statement-breakpoint
ALTER TABLE "gong_connections" ADD COLUMN "credentials_version" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "gong_connections" ADD COLUMN "refresh_lease_until" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "gong_connections" ADD COLUMN "last_error_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "gong_connections" ADD COLUMN "requests_per_second" integer DEFAULT 3 NOT NULL;--> statement-breakpoint
ALTER TABLE "gong_connections" ADD COLUMN "requests_per_day" integer DEFAULT 10000 NOT NULL;--> statement-breakpoint
ALTER TABLE "gong_connections" ADD COLUMN "next_sync_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "gong_connections" ADD COLUMN "next_wide_read_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "gong_connections" ADD COLUMN "users_read_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "gong_connections" ADD COLUMN "synced_to" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "gong_connections" ADD COLUMN "gong_total" integer;--> statement-breakpoint
ALTER TABLE "gong_connections" ADD COLUMN "counted_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "gong_connections" ADD COLUMN "covered" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "sync_runs" ADD COLUMN "kind" text DEFAULT 'history' NOT NULL;--> statement-breakpoint
ALTER TABLE "sync_runs" ADD COLUMN "gong_total" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "sync_runs" ADD COLUMN "left_out" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "sync_runs" ADD COLUMN "expected" integer;--> statement-breakpoint
ALTER TABLE "sync_runs" ADD COLUMN "held" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "sync_runs" ADD COLUMN "asks_all" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "sync_runs" ADD COLUMN "retry_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "sync_runs" ADD COLUMN "tries" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "sync_runs" ADD COLUMN "started_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "sync_windows" ADD COLUMN "asked" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "sync_windows" ADD COLUMN "gong_total" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "sync_windows" ADD COLUMN "left_out" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "sync_windows" ADD COLUMN "failed" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "sync_windows" ADD COLUMN "is_cut" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "call_ledger" ADD CONSTRAINT "call_ledger_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "gong_authorizations" ADD CONSTRAINT "gong_authorizations_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "gong_quotas" ADD CONSTRAINT "gong_quotas_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "call_ledger_by_start" ON "call_ledger" USING btree ("organization_id","started_at");--> statement-breakpoint
CREATE INDEX "call_ledger_by_last_seen" ON "call_ledger" USING btree ("organization_id","presence","last_seen_at");--> statement-breakpoint
UPDATE "calls" SET "transcript_reason" = CASE "transcript_state" WHEN 'none' THEN 'transcript_never_came' ELSE 'transcript_not_ready' END WHERE "transcript_reason" IS NOT NULL;--> statement-breakpoint
INSERT INTO "call_ledger" ("organization_id", "call_id", "presence", "workspace_id", "started_at", "first_seen_at", "last_seen_at") SELECT "organization_id", "id", 'stored', "workspace_id", "started_at", "created_at", "updated_at" FROM "calls";--> statement-breakpoint
UPDATE "gong_connections" SET "synced_to" = (SELECT max("to_at") FROM "sync_runs" WHERE "sync_runs"."organization_id" = "gong_connections"."organization_id" AND "state" = 'done');
