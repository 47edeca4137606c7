-- What of a shop is to be sent and what comes back to it: few among many, and counted each time that somebody opens the
-- home page.

CREATE INDEX orders_unfulfilled_idx ON orders (tenant_id, shop_id) WHERE fulfilment_state = 'unfulfilled';
CREATE INDEX orders_shop_return_idx ON orders (tenant_id, shop_id, return_state) WHERE return_state <> 'none';
