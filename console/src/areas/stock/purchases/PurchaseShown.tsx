import { Button, Group, Stack } from '@mantine/core';
import { IconMail, IconPackageImport, IconPencil, IconSend, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { useApiMutation } from '@/api/mutation';
import { useSignedIn } from '@/api/session';
import type { PurchaseOrder, Supplier } from '@/api/types';
import { useSelling, useT, type Selling } from '@/i18n';
import { ConfirmModal } from '@/ui/ConfirmModal';
import { Facts } from '@/ui/Facts';
import { LinkButton, TextLink } from '@/ui/LinkButton';
import { Money } from '@/ui/money/Money';
import { Page } from '@/ui/Page';
import { Section } from '@/ui/Section';
import { StatusBadge } from '@/ui/StatusBadge';
import { Time } from '@/ui/Time';
import { stockName } from '../stockColumns';
import { useSupplier } from '../suppliers/useSupplier';
import { useLocations } from '../useLocations';
import { goodsCost, PURCHASE_TONES } from './purchase';
import { PurchaseTable } from './PurchaseTable';
import { ReceiveModal } from './ReceiveModal';

const STALE = ['/api/v1/purchase-orders', '/api/v1/purchase-orders/{purchase_order_id}', '/api/v1/stock'] as const;

/** One purchase order: what was ordered, what has come, and the next step. */
export function PurchaseShown({ order }: { order: PurchaseOrder }) {
  const t = useT();
  const { purchases: words, suppliers: supplierWords } = useSelling();
  const { can } = useSignedIn();
  const locations = useLocations();
  const [asking, setAsking] = useState<'order' | 'cancel' | 'receive' | null>(null);
  const supplier = useSupplier(order.supplier_id);
  const done = { invalidates: STALE, onSuccess: () => setAsking(null) };
  const send = useApiMutation('post', '/api/v1/purchase-orders/{purchase_order_id}/order', { ...done, success: words.sent });
  const cancel = useApiMutation('post', '/api/v1/purchase-orders/{purchase_order_id}/cancel', { ...done, success: words.cancelled });
  const path = { purchase_order_id: order.id };
  const { state, currency } = order;
  const open = state === 'ordered' || state === 'partly_received';
  const goods = goodsCost(order.lines);
  return (
    <Page
      title={words.numbered(order.number)}
      subtitle={<StatusBadge tone={PURCHASE_TONES[state]}>{words.states[state]}</StatusBadge>}
      actions={
        <Group gap="xs">
          <LinkButton to="/stock/purchase-orders" variant="default">
            {words.back}
          </LinkButton>
          {can('stock.manage') && (
            <>
              {(open || state === 'draft') && (
                <Button variant="default" leftSection={<IconX size={16} aria-hidden />} onClick={() => setAsking('cancel')}>
                  {words.cancel}
                </Button>
              )}
              {state === 'draft' && (
                <LinkButton
                  to="/stock/purchase-orders/$order/edit"
                  params={{ order: order.id }}
                  variant="default"
                  leftSection={<IconPencil size={16} aria-hidden />}
                >
                  {t.common.edit}
                </LinkButton>
              )}
              {state === 'draft' && (
                <Button leftSection={<IconSend size={16} aria-hidden />} onClick={() => setAsking('order')}>
                  {words.send}
                </Button>
              )}
              {open && (
                <Button leftSection={<IconPackageImport size={16} aria-hidden />} onClick={() => setAsking('receive')}>
                  {words.receive}
                </Button>
              )}
            </>
          )}
        </Group>
      }
    >
      <Stack gap="lg">
        <Section title={words.facts} actions={supplier.data?.email != null && state !== 'received' && state !== 'cancelled' && <MailLink order={order} supplier={supplier.data} words={words} />}>
          <Facts
            items={[
              [
                supplierWords.one,
                <TextLink key="supplier" to="/stock/suppliers/$supplier" params={{ supplier: order.supplier_id }}>
                  {order.supplier_name}
                </TextLink>,
              ],
              [words.to, locations.nameOf(order.location_id)],
              [words.expected, <Time key="expected" at={order.expected_at} mode="date" />],
              [words.ordered, <Time key="ordered" at={order.ordered_at} mode="date" />],
              [words.goods, <Money key="goods" value={{ amount_minor: goods, currency }} />],
              [words.extraCost, <Money key="extra" value={{ amount_minor: order.extra_cost_minor, currency }} />],
              [words.all, <Money key="all" value={{ amount_minor: goods + order.extra_cost_minor, currency }} />],
              [words.note, order.note ?? '–'],
            ]}
          />
        </Section>
        <PurchaseTable order={order} />
      </Stack>
      <ReceiveModal order={asking === 'receive' ? order : null} onClose={() => setAsking(null)} />
      <ConfirmModal
        opened={asking === 'order'}
        onClose={() => setAsking(null)}
        onConfirm={() => send.mutate({ params: { path } })}
        title={words.sendTitle(order.number)}
        body={words.sendBody}
        confirmLabel={words.send}
        tone="normal"
        loading={send.isPending}
      />
      <ConfirmModal
        opened={asking === 'cancel'}
        onClose={() => setAsking(null)}
        onConfirm={() => cancel.mutate({ params: { path } })}
        title={words.cancelTitle(order.number)}
        body={words.cancelBody}
        confirmLabel={words.cancel}
        loading={cancel.isPending}
      />
    </Page>
  );
}

/** Opens the person's own mail program with the order written down, because Tradepost does not write to suppliers itself. */
function MailLink({ order, supplier, words }: { order: PurchaseOrder; supplier: Supplier; words: Selling['purchases'] }) {
  const lines = order.lines.map((line) => `${line.quantity} × ${[line.supplier_sku ?? line.sku, stockName(line)].filter(Boolean).join(' ')}`);
  const subject = encodeURIComponent(words.numbered(order.number));
  const body = encodeURIComponent(`${lines.join('\n')}\n`);
  return (
    <Button
      component="a"
      variant="default"
      href={`mailto:${supplier.email ?? ''}?subject=${subject}&body=${body}`}
      leftSection={<IconMail size={16} aria-hidden />}
    >
      {words.write}
    </Button>
  );
}
