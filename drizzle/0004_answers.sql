CREATE TABLE "call_readings" (
	"organization_id" text NOT NULL,
	"call_id" text NOT NULL,
	"key" text NOT NULL,
	"claims" jsonb NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "call_readings_organization_id_call_id_key_pk" PRIMARY KEY("organization_id","call_id","key")
);
--> statement-breakpoint
ALTER TABLE "answers" ADD COLUMN "request" jsonb;--> statement-breakpoint
ALTER TABLE "answers" ADD COLUMN "prompt_hash" text;--> statement-breakpoint
ALTER TABLE "answers" ADD COLUMN "requests" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "answers" ADD COLUMN "input_tokens" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "answers" ADD COLUMN "output_tokens" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "answers" ADD COLUMN "cost" double precision;--> statement-breakpoint
ALTER TABLE "answers" ADD COLUMN "is_helpful" boolean;--> statement-breakpoint
ALTER TABLE "answers" ADD COLUMN "feedback" text;--> statement-breakpoint
ALTER TABLE "call_readings" ADD CONSTRAINT "call_readings_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "call_readings" ADD CONSTRAINT "call_readings_organization_id_call_id_calls_organization_id_id_fk" FOREIGN KEY ("organization_id","call_id") REFERENCES "public"."calls"("organization_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "answers_by_time" ON "answers" USING btree ("organization_id","created_at");