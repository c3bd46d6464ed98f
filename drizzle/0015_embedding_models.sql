CREATE TABLE "embedding_models" (
	"name" text PRIMARY KEY NOT NULL,
	"by_meaning" double precision NOT NULL,
	"by_words" double precision NOT NULL,
	"weight" double precision NOT NULL,
	"measured_at" timestamp with time zone NOT NULL
);
