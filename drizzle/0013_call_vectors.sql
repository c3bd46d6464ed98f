CREATE TABLE "call_vectors" (
	"organization_id" text NOT NULL,
	"call_id" text NOT NULL,
	"model" text NOT NULL,
	"firsts" integer[] NOT NULL,
	"lasts" integer[] NOT NULL,
	"vectors" "bytea" NOT NULL,
	CONSTRAINT "call_vectors_organization_id_call_id_pk" PRIMARY KEY("organization_id","call_id")
);
--> statement-breakpoint
ALTER TABLE "calls" ADD COLUMN "meant_revision" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "calls" ADD COLUMN "meaning_model" text;--> statement-breakpoint
ALTER TABLE "call_vectors" ADD CONSTRAINT "call_vectors_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "call_vectors" ADD CONSTRAINT "call_vectors_organization_id_call_id_calls_organization_id_id_fk" FOREIGN KEY ("organization_id","call_id") REFERENCES "public"."calls"("organization_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "calls_by_meaning_model" ON "calls" USING btree ("organization_id","meaning_model");--> statement-breakpoint
ALTER TABLE "search_indexes" DROP COLUMN "embedding_model";