-- Who sells in a shop, as invoices must say it.

ALTER TABLE shops ADD COLUMN seller TEXT NOT NULL DEFAULT '{}';
