-- Deliveries that were taken keep their body for some days, so that they can be read again by a mended mapping. Whether one has been counted
-- is kept, so that reading it again counts it once.
ALTER TABLE webhook_delivery ADD COLUMN counted BOOLEAN NOT NULL DEFAULT false;
UPDATE webhook_delivery SET counted = true WHERE state IN ('taken', 'late');
CREATE INDEX webhook_delivery_kept ON webhook_delivery (source, received_at) WHERE body IS NOT NULL;
