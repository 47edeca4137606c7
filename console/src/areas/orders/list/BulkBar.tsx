import { Button, Group, Menu, Text } from '@mantine/core';
import { IconCash, IconDots, IconFileInvoice, IconPrinter, IconTag, IconTruck } from '@tabler/icons-react';
import { useState } from 'react';
import { client } from '@/api/client';
import { useSignedIn } from '@/api/session';
import type { Order } from '@/api/types';
import { useSelling, useT } from '@/i18n';
import { BulkProgress } from '@/ui/bulk/BulkProgress';
import { useBulk } from '@/ui/bulk/useBulk';
import { useDownload } from '@/ui/useDownload';
import { ORDER_PATHS } from '../paths';
import { BulkPayModal } from './BulkPayModal';
import { BulkTagModal } from './BulkTagModal';
import { invoice, payAll, retag, sendAll } from './bulkWork';

/** As many as the API prints in one go. */
const SLIPS_MAX = 100;

/** What can be done with the orders that are ticked. */
export function BulkBar({ orders, onClear }: { orders: Order[]; onClear: () => void }) {
  const t = useT();
  const { bulk: words } = useSelling();
  const { can } = useSignedIn();
  const bulk = useBulk(ORDER_PATHS);
  const slips = useDownload();
  const [dialog, setDialog] = useState<'tags' | 'paid' | null>(null);
  const close = () => setDialog(null);
  const print = () => {
    const ids = orders.map(({ id }) => id).join(',');
    const get = () => client.GET('/api/v1/orders/documents/packing-slips.pdf', { params: { query: { ids } }, parseAs: 'stream' });
    return slips.download(get, 'packing-slips.pdf');
  };
  const toSend = orders.filter(({ fulfilment_state: state }) => state === 'unfulfilled' || state === 'partly_fulfilled');
  const toPay = orders.filter(({ due }) => due.amount_minor > 0);
  return (
    <Group mb="md" gap="xs" role="group" aria-label={words.chosen(orders.length)}>
      <Text fw={550} mr={4}>
        {words.chosen(orders.length)}
      </Text>
      {can('orders.manage') && (
        <>
          <Button
            size="xs"
            variant="default"
            leftSection={<IconTruck size={15} aria-hidden />}
            disabled={toSend.length === 0}
            onClick={() => void bulk.run(words.send, toSend, sendAll)}
          >
            {words.send}
          </Button>
          <Button size="xs" variant="default" leftSection={<IconTag size={15} aria-hidden />} onClick={() => setDialog('tags')}>
            {words.tags}
          </Button>
        </>
      )}
      {can('customers.read') && (
        <Button
          size="xs"
          variant="default"
          leftSection={<IconPrinter size={15} aria-hidden />}
          loading={slips.isPending}
          disabled={orders.length > SLIPS_MAX}
          title={orders.length > SLIPS_MAX ? words.tooMany(SLIPS_MAX) : undefined}
          onClick={() => void print()}
        >
          {words.slips}
        </Button>
      )}
      {can('orders.manage') && (
        <Menu>
          <Menu.Target>
            <Button size="xs" variant="default" leftSection={<IconDots size={15} aria-hidden />}>
              {words.more}
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item
              leftSection={<IconCash size={16} aria-hidden />}
              disabled={toPay.length === 0}
              onClick={() => setDialog('paid')}
            >
              {words.paid}
            </Menu.Item>
            <Menu.Item
              leftSection={<IconFileInvoice size={16} aria-hidden />}
              onClick={() => void bulk.run(words.invoices, orders, invoice)}
            >
              {words.invoices}
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
      )}
      <Button variant="subtle" color="gray" size="xs" onClick={onClear}>
        {t.common.cancel}
      </Button>
      {dialog === 'tags' && (
        <BulkTagModal
          count={orders.length}
          onClose={close}
          onApply={(add, remove) => void bulk.run(words.tags, orders, (order) => retag(order, add, remove))}
        />
      )}
      {dialog === 'paid' && (
        <BulkPayModal
          orders={toPay}
          onClose={close}
          onApply={(method) => void bulk.run(words.paid, toPay, (order) => payAll(order, method))}
        />
      )}
      <BulkProgress words={words} state={bulk.state} onStop={bulk.stop} onClose={bulk.close} />
    </Group>
  );
}
