import { Group, Select, Skeleton, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { apiQuery } from '@/api/query';
import { useSignedIn } from '@/api/session';
import type { Explanation, VariantStock } from '@/api/types';
import { useFormat, useSelling } from '@/i18n';
import { DetailDrawer } from '@/ui/DetailDrawer';
import { ErrorState } from '@/ui/ErrorState';
import { LinkButton } from '@/ui/LinkButton';
import { Time } from '@/ui/Time';
import { AdjustForm } from './AdjustForm';
import { MovementList } from './MovementList';
import { signed } from './signed';
import { stockName } from './stockColumns';
import { useLocations } from './useLocations';
import { Waterfall } from './Waterfall';

/** Why a number is so, in words and as a chart, and the way to correct it. */
export function StockDrawer({ stock, onClose }: { stock: VariantStock | null; onClose: () => void }) {
  const { stock: words } = useSelling();
  return (
    <DetailDrawer opened={stock !== null} onClose={onClose} title={stock === null ? words.title : stockName(stock)} size={620}>
      {stock !== null && <Details key={stock.variant_id} stock={stock} />}
    </DetailDrawer>
  );
}

function Details({ stock }: { stock: VariantStock }) {
  const { stock: words } = useSelling();
  const { can } = useSignedIn();
  const locations = useLocations();
  const [location, setLocation] = useState<string | null>(null);
  const explanation = useQuery(
    apiQuery('/api/v1/stock/{variant_id}/explanation', {
      params: { path: { variant_id: stock.variant_id }, query: { location: location ?? undefined } },
    }),
  );
  return (
    <>
      <Select
        label={words.location}
        placeholder={words.allLocations}
        clearable
        value={location}
        onChange={setLocation}
        data={locations.options}
      />
      {explanation.isPending && <Skeleton height={280} radius="lg" />}
      {explanation.isError && <ErrorState error={explanation.error} onRetry={() => void explanation.refetch()} />}
      {explanation.data && <Why explanation={explanation.data} nameOf={locations.nameOf} />}
      {can('stock.manage') && locations.options.length > 0 && (
        <AdjustForm stock={stock} locations={locations.options} location={location} />
      )}
      {explanation.data && explanation.data.latest.length > 0 && (
        <Stack gap="sm" component="section" aria-labelledby="movements">
          <Group justify="space-between">
            <Title order={2} id="movements">
              {words.latest}
            </Title>
            <LinkButton to="/stock/movements" search={{ variant: stock.variant_id }} variant="subtle" size="xs">
              {words.allMovements}
            </LinkButton>
          </Group>
          <MovementList movements={explanation.data.latest} nameOf={locations.nameOf} />
        </Stack>
      )}
    </>
  );
}

function Why({ explanation, nameOf }: { explanation: Explanation; nameOf: (id: string) => string }) {
  const { stock: words } = useSelling();
  const format = useFormat();
  const { opening, closing, steps, from } = explanation;
  return (
    <Stack gap="sm" component="section" aria-labelledby="why">
      <Title order={2} id="why">
        {words.why(format.number(closing.available))}
      </Title>
      <Text>{words.because(format.number(closing.on_hand), format.number(closing.reserved), format.number(closing.available))}</Text>
      <Waterfall explanation={explanation} />
      <Stack component="ul" gap={4} m={0} pl="lg">
        <li>{words.opening(format.date(from), format.number(opening.on_hand))}</li>
        {steps
          .filter(({ change }) => change.on_hand !== 0)
          .map(({ kind, movements, change }) => (
            <li key={kind}>{words.step(words.kinds[kind], signed(format.number(change.on_hand), change.on_hand), movements)}</li>
          ))}
        {explanation.reserved_by.map(({ reference, quantity, location_id, since }) => (
          <li key={`${reference.id}${location_id}`}>
            {words.promised(format.number(quantity), words.references[reference.kind as keyof typeof words.references] ?? reference.kind, nameOf(location_id))} (<Time at={since} />)
          </li>
        ))}
        {explanation.incoming_from.map(({ reference, number, quantity, location_id, expected_at }) => (
          <li key={`${reference.id}${location_id}`}>
            {words.coming(format.number(quantity), number, nameOf(location_id))} <Time at={expected_at} mode="date" fallback="" />
          </li>
        ))}
      </Stack>
    </Stack>
  );
}
