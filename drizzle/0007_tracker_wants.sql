ALTER TABLE "trackers" ADD COLUMN "wants" text;--> statement-breakpoint
UPDATE "trackers" SET "wants" = CASE "id" WHEN 'pricing' THEN 'figure' WHEN 'concerns' THEN 'concern' END;
