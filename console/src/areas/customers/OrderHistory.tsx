import { Button, Group, Skeleton, Stack, Text } from '@mantine/core';
import { useApiList } from '@/api/query';
import { useSignedIn } from '@/api/session';
import type { Customer, Order } from '@/api/types';
import { FinancialBadge, FulfilmentBadge, ReturnBadge } from '@/areas/orders/StateBadge';
import rows from '@/areas/orders/page/Rows.module.css';
import { useSelling, useT } from '@/i18n';
import { ErrorState } from '@/ui/ErrorState';
import { LinkButton, TextLink } from '@/ui/LinkButton';
import { Money } from '@/ui/money/Money';
import { Section } from '@/ui/Section';
import { Time } from '@/ui/Time';

/** What somebody has ordered in any shop, the latest first. */
export function OrderHistory({ customer }: { customer: Customer }) {
  const t = useT();
  const { customers: words, orders } = useSelling();
  const { can } = useSignedIn();
  const list = useApiList('/api/v1/orders', { customer: customer.id }, { enabled: can('orders.read') });
  if (!can('orders.read')) return null;
  return (
    <Section
      title={words.orders}
      actions={
        can('orders.manage') &&
        customer.state === 'active' && (
          <LinkButton to="/orders/new" search={{ customer: customer.id }} size="xs" variant="default">
            {orders.create}
          </LinkButton>
        )
      }
    >
      {list.isLoading && <Skeleton height={120} />}
      {list.error !== null && <ErrorState error={list.error} onRetry={list.refetch} />}
      {!list.isLoading && list.error === null && list.rows.length === 0 && <Text c="dimmed">{words.noOrders}</Text>}
      <ul className={rows.rows}>
        {list.rows.map((order) => (
          <HistoryRow key={order.id} order={order} />
        ))}
      </ul>
      {list.hasMore && (
        <Button mt="sm" size="xs" variant="default" loading={list.isLoadingMore} onClick={list.loadMore}>
          {t.common.loadMore}
        </Button>
      )}
    </Section>
  );
}

function HistoryRow({ order }: { order: Order }) {
  return (
    <li className={rows.row}>
      <Stack gap={2}>
        <TextLink to="/orders/$order" params={{ order: order.id }} fw={550}>
          {order.name}
        </TextLink>
        <Text size="xs" c="dimmed" component="span">
          <Time at={order.placed_at} mode="date" />
        </Text>
      </Stack>
      <Group gap="md">
        <FinancialBadge order={order} />
        <FulfilmentBadge order={order} />
        <ReturnBadge order={order} />
        <Text span fw={550} miw={84} ta="right">
          <Money value={order.total} />
        </Text>
      </Group>
    </li>
  );
}
