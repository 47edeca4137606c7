import { Card, SimpleGrid, Skeleton, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useMemo, type ReactNode } from 'react';
import { apiQuery } from '@/api/query';
import type { Overview } from '@/api/types';
import { useFormat, useT } from '@/i18n';
import { useShop } from '@/shell/useShop';
import { ErrorState } from '@/ui/ErrorState';
import { TextLink } from '@/ui/LinkButton';
import { Money } from '@/ui/money/Money';
import { useNow } from '@/ui/useNow';

/** How the day goes and what waits: orders and revenue since midnight, what to send, to answer and to buy. */
export function Today() {
  const t = useT();
  const format = useFormat();
  const { shops, shopId: shop } = useShop();
  const day = new Date(useNow()).toDateString();
  const from = useMemo(() => new Date(day).toISOString(), [day]);
  const enabled = shops.length > 0;
  const { data, error, refetch } = useQuery({ ...apiQuery('/api/v1/overview', { params: { query: { shop, from } } }), enabled });
  if (!enabled) return null;
  if (error !== null) return <ErrorState error={error} onRetry={() => void refetch()} />;
  const number = (figure: number | undefined) => (figure === undefined ? null : format.number(figure));
  return (
    <Stack component="section" gap="sm" aria-labelledby="today">
      <Title order={2} id="today">
        {t.home.today}
      </Title>
      <SimpleGrid cols={{ base: 2, sm: 3 }}>
        <Tile label={t.home.ordersToday} value={number(data?.orders)}>
          <TextLink to="/orders" size="sm">
            {t.home.showOrders}
          </TextLink>
        </Tile>
        <Tile label={t.home.revenueToday} value={data === undefined ? null : <Sales amounts={data.sales} />} />
        <Tile label={t.home.toSend} value={number(data?.unfulfilled)}>
          {data !== undefined && data.unfulfilled > 0 && (
            <TextLink to="/orders" search={{ state: 'open', fulfilment_state: 'unfulfilled' }} size="sm">
              {t.home.sendThem}
            </TextLink>
          )}
        </Tile>
        <Tile label={t.home.returnsAsked} value={number(data?.returns_requested)}>
          {data !== undefined && data.returns_requested > 0 && (
            <TextLink to="/orders" search={{ return_state: 'requested' }} size="sm">
              {t.home.answerThem}
            </TextLink>
          )}
        </Tile>
        <Tile label={t.home.returnsComing} value={number(data?.returns_in_progress)}>
          {data !== undefined && data.returns_in_progress > 0 && (
            <TextLink to="/orders" search={{ return_state: 'in_progress' }} size="sm">
              {t.home.takeThemIn}
            </TextLink>
          )}
        </Tile>
        {data?.sold_out !== null && (
          <Tile label={t.home.soldOut} value={number(data?.sold_out)}>
            {data !== undefined && data.sold_out > 0 && (
              <TextLink to="/stock" search={{ state: 'out', for_sale: true }} size="sm">
                {t.home.showSoldOut}
              </TextLink>
            )}
          </Tile>
        )}
      </SimpleGrid>
    </Stack>
  );
}

/** What orders come to, each currency for itself: different ones are never added up. */
function Sales({ amounts }: { amounts: Overview['sales'] }) {
  if (amounts.length === 0) return '–';
  return amounts.map((amount) => (
    <Text key={amount.currency} inherit fz={amounts.length > 1 ? 18 : undefined}>
      <Money value={amount} />
    </Text>
  ));
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
