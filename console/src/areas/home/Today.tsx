import { Card, SimpleGrid, Skeleton, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useMemo, type ReactNode } from 'react';
import { apiQuery } from '@/api/query';
import { useT } from '@/i18n';
import { useShop } from '@/shell/useShop';
import { ErrorState } from '@/ui/ErrorState';
import { TextLink } from '@/ui/LinkButton';
import { Money } from '@/ui/money/Money';
import { useNow } from '@/ui/useNow';
import { revenueOf } from './revenue';

/** As many as one page of the API holds; beyond that "200+" says enough. */
const MOST = 200;

/** How the day goes and what waits: orders and revenue since midnight, parcels to send, returns to answer. */
export function Today() {
  const t = useT();
  const { shops, shopId: shop } = useShop();
  const day = new Date(useNow()).toDateString();
  const from = useMemo(() => new Date(day).toISOString(), [day]);
  const enabled = shops.length > 0;
  const count = (query: object) => apiQuery('/api/v1/orders', { params: { query: { ...query, shop, limit: MOST } } });
  const today = useQuery({ ...count({ from }), enabled });
  const toSend = useQuery({ ...count({ state: 'open', fulfilment_state: 'unfulfilled' }), enabled });
  const returns = useQuery({ ...count({ return_state: 'requested' }), enabled });
  if (!enabled) return null;
  const error = today.error ?? toSend.error ?? returns.error;
  if (error !== null) return <ErrorState error={error} onRetry={() => void Promise.all([today, toSend, returns].map((one) => one.refetch()))} />;
  const number = (query: typeof today) => (query.data === undefined ? null : `${query.data.data.length}${query.data.next ? '+' : ''}`);
  const holds = (query: typeof today) => (query.data?.data.length ?? 0) > 0;
  const placed = today.data?.data.filter(({ state }) => state === 'open') ?? [];
  const revenue = revenueOf(placed);
  return (
    <Stack component="section" gap="sm" aria-labelledby="today">
      <Title order={2} id="today">
        {t.home.today}
      </Title>
      <SimpleGrid cols={{ base: 2, sm: 4 }}>
        <Tile label={t.home.ordersToday} value={number(today)}>
          <TextLink to="/orders" size="sm">
            {t.home.showOrders}
          </TextLink>
        </Tile>
        <Tile
          label={t.home.revenueToday}
          value={
            today.data === undefined
              ? null
              : revenue.length === 0
                ? '–'
                : revenue.map((amount) => (
                    <div key={amount.currency}>
                      <Money value={amount} />
                    </div>
                  ))
          }
        />
        <Tile label={t.home.toSend} value={number(toSend)}>
          {holds(toSend) && (
            <TextLink to="/orders" search={{ state: 'open', fulfilment_state: 'unfulfilled' }} size="sm">
              {t.home.sendThem}
            </TextLink>
          )}
        </Tile>
        <Tile label={t.home.returnsAsked} value={number(returns)}>
          {holds(returns) && (
            <TextLink to="/orders" search={{ return_state: 'requested' }} size="sm">
              {t.home.answerThem}
            </TextLink>
          )}
        </Tile>
      </SimpleGrid>
    </Stack>
  );
}

function Tile({ label, value, children }: { label: string; value: ReactNode; children?: ReactNode }) {
  return (
    <Card padding="md">
      <Text size="sm" c="dimmed">
        {label}
      </Text>
      {value === null ? (
        <Skeleton height={28} width="50%" my={4} />
      ) : (
        <Text fz={24} fw={650} lh={1.4} className="tabular" component="div">
          {value}
        </Text>
      )}
      {children}
    </Card>
  );
}
