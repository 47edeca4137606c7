-- What of a shop is to be sent: few among many, and counted each time that somebody opens the home page.

CREATE INDEX orders_unfulfilled_idx ON orders (tenant_id, shop_id) WHERE fulfilment_state = 'unfulfilled';
