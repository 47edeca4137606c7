import { Button, Group, Stack } from '@mantine/core';
import { IconPackageImport, IconTruckDelivery, IconX } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { useApiMutation } from '@/api/mutation';
import { useSignedIn } from '@/api/session';
import type { Transfer, TransferLine } from '@/api/types';
import { useFormat, useSelling, type Formatter, type Selling } from '@/i18n';
import { ConfirmModal } from '@/ui/ConfirmModal';
import { DataTable, columnsOf } from '@/ui/DataTable';
import { Facts } from '@/ui/Facts';
import { LinkButton } from '@/ui/LinkButton';
import { Page } from '@/ui/Page';
import { Section } from '@/ui/Section';
import { StatusBadge } from '@/ui/StatusBadge';
import { Time } from '@/ui/Time';
import { wholeSource } from '@/ui/wholeSource';
import { LineName } from '../lines/LineName';
import { stockName } from '../stockColumns';
import { useLocations } from '../useLocations';
import { ArrivalModal } from './ArrivalModal';
import { TRANSFER_TONES } from './transfer';

const STALE = ['/api/v1/stock-transfers', '/api/v1/stock-transfers/{transfer_id}', '/api/v1/stock'] as const;
const helper = columnsOf<TransferLine>();

function lineColumns(words: Selling['transfers'], format: Formatter) {
  const figure = (id: 'quantity' | 'received' | 'lost') =>
    helper.accessor(id, { header: words.figures[id], meta: { align: 'right' }, cell: ({ getValue }) => <span className="tabular">{format.number(getValue())}</span> });
  return helper.columns([
    helper.display({
      id: 'title',
      header: words.lines,
      meta: { card: 'title' },
      cell: ({ row: { original } }) => <LineName title={stockName(original)} sku={original.sku} />,
    }),
    figure('quantity'),
    figure('received'),
    figure('lost'),
  ]);
}

/** One transfer: what goes, how far it is, and the next step. */
export function TransferShown({ transfer }: { transfer: Transfer }) {
  const { transfers: words, purchases } = useSelling();
  const format = useFormat();
  const { can } = useSignedIn();
  const { nameOf } = useLocations();
  const [asking, setAsking] = useState<'cancel' | 'receive' | null>(null);
  const params = { path: { transfer_id: transfer.id } };
  const ship = useApiMutation('post', '/api/v1/stock-transfers/{transfer_id}/ship', { invalidates: STALE, success: words.left });
  const cancel = useApiMutation('post', '/api/v1/stock-transfers/{transfer_id}/cancel', {
    invalidates: STALE,
    success: words.cancelled,
    onSuccess: () => setAsking(null),
  });
  const columns = useMemo(() => lineColumns(words, format), [words, format]);
  const { state } = transfer;
  const mayChange = can('stock.manage');
  return (
    <Page
      title={words.numbered(transfer.number)}
      subtitle={<StatusBadge tone={TRANSFER_TONES[state]}>{words.states[state]}</StatusBadge>}
      actions={
        <Group gap="xs">
          <LinkButton to="/stock/transfers" variant="default">
            {words.back}
          </LinkButton>
          {mayChange && (state === 'draft' || state === 'shipped') && (
            <Button variant="default" leftSection={<IconX size={16} aria-hidden />} onClick={() => setAsking('cancel')}>
              {words.cancel}
            </Button>
          )}
          {mayChange && state === 'draft' && (
            <Button leftSection={<IconTruckDelivery size={16} aria-hidden />} loading={ship.isPending} onClick={() => ship.mutate({ params })}>
              {words.ship}
            </Button>
          )}
          {mayChange && state === 'shipped' && (
            <Button leftSection={<IconPackageImport size={16} aria-hidden />} onClick={() => setAsking('receive')}>
              {words.receive}
            </Button>
          )}
        </Group>
      }
    >
      <Stack gap="lg">
        <Section title={words.facts}>
          <Facts
            items={[
              [words.from, nameOf(transfer.from_location_id)],
              [words.to, nameOf(transfer.to_location_id)],
              [words.shipped, <Time key="shipped" at={transfer.shipped_at} mode="date" />],
              [words.expected, <Time key="expected" at={transfer.expected_at} mode="date" />],
              [purchases.note, transfer.note ?? '–'],
            ]}
          />
        </Section>
        <DataTable label={words.lines} source={wholeSource(transfer.lines)} columns={columns} rowId={(row) => row.variant_id} empty={null} />
      </Stack>
      <ArrivalModal transfer={asking === 'receive' ? transfer : null} onClose={() => setAsking(null)} />
      <ConfirmModal
        opened={asking === 'cancel'}
        onClose={() => setAsking(null)}
        onConfirm={() => cancel.mutate({ params })}
        title={words.cancelTitle(transfer.number)}
        body={words.cancelBody}
        confirmLabel={words.cancel}
        loading={cancel.isPending}
      />
    </Page>
  );
}
