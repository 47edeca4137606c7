import { Grid, Group, Stack } from '@mantine/core';
import { useState } from 'react';
import type { OrderDetail } from '@/api/types';
import { useSelling } from '@/i18n';
import { useShop } from '@/shell/useShop';
import { TextLink } from '@/ui/LinkButton';
import { Page } from '@/ui/Page';
import { StatusBadge } from '@/ui/StatusBadge';
import { Time } from '@/ui/Time';
import { FinancialBadge, FulfilmentBadge, ReturnBadge } from '../StateBadge';
import { CustomerCard } from './CustomerCard';
import type { OrderDialog } from './dialogs';
import { Documents } from './Documents';
import { LineList } from './LineList';
import { OrderActions } from './OrderActions';
import { OrderDetails } from './OrderDetails';
import { OrderDialogs } from './OrderDialogs';
import { Payments } from './Payments';
import { Returns } from './Returns';
import { Shipments } from './Shipments';
import { Timeline } from './Timeline';
import { Totals } from './Totals';

/** An order with everything that belongs to it: what was bought on the left, for whom on the right. */
export function OrderShown({ order }: { order: OrderDetail }) {
  const words = useSelling();
  const { shops } = useShop();
  const [dialog, setDialog] = useState<OrderDialog | null>(null);
  const shop = shops.find(({ id }) => id === order.shop_id);
  return (
    <Page
      title={order.name}
      subtitle={
        <>
          {words.order.placed} <Time at={order.placed_at} mode="dateTime" />
          {shop !== undefined && ` · ${shop.name}`} · {words.orders.sources[order.source]}
          {order.external_name !== null && ` · ${order.external_name}`}
        </>
      }
      actions={<OrderActions order={order} onDialog={setDialog} />}
    >
      <Group gap="lg" mb="lg" mt={-12}>
        {order.state === 'cancelled' && (
          <StatusBadge tone="bad" wrap>
            {`${words.order.cancelled}: ${words.order.cancelReasons[order.cancel_reason ?? 'other']}`}
          </StatusBadge>
        )}
        <FinancialBadge order={order} />
        <FulfilmentBadge order={order} />
        <ReturnBadge order={order} />
        {order.exchange_of !== null && (
          <span>
            {words.order.exchangeOf}{' '}
            <TextLink to="/orders/$order" params={{ order: order.exchange_of }}>
              {words.order.otherOrder}
            </TextLink>
          </span>
        )}
      </Group>
      <Grid gap="lg">
        <Grid.Col span={{ base: 12, md: 8 }}>
          <Stack gap="lg">
            <LineList order={order} footer={<Totals order={order} />} />
            <Payments order={order} onDialog={setDialog} />
            <Shipments order={order} onDialog={setDialog} />
            <Returns order={order} onDialog={setDialog} />
          </Stack>
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 4 }}>
          <Stack gap="lg">
            <CustomerCard order={order} />
            <OrderDetails order={order} onDialog={setDialog} />
            <Documents order={order} />
          </Stack>
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 8 }}>
          <Timeline order={order} />
        </Grid.Col>
      </Grid>
      <OrderDialogs order={order} dialog={dialog} onClose={() => setDialog(null)} />
    </Page>
  );
}
