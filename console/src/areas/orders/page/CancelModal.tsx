import { Select, Text } from '@mantine/core';
import { useState } from 'react';
import type { OrderDetail } from '@/api/types';
import { useSelling } from '@/i18n';
import { useMoney } from '@/ui/money/useMoney';
import { Dialog } from './Dialog';
import { refundable } from './refundMath';
import { useStep } from './useStep';

type Reason = NonNullable<OrderDetail['cancel_reason']>;
const REASONS: readonly Reason[] = ['customer', 'out_of_stock', 'fraud', 'payment', 'mistake', 'other'];

/** Calls an order off, before anything of it has left. */
export function CancelModal({ order, onClose }: { order: OrderDetail; onClose: () => void }) {
  const { order: words } = useSelling();
  const money = useMoney();
  const [reason, setReason] = useState<Reason>('customer');
  const cancel = useStep('/api/v1/orders/{order_id}/cancel', words.cancelDone, onClose);
  const paid = refundable(order);
  return (
    <Dialog
      title={words.cancelTitle(order.name)}
      hint={words.cancelBody}
      onClose={onClose}
      onSubmit={(event) => {
        event.preventDefault();
        cancel.mutate({ params: { path: { order_id: order.id } }, body: { reason } });
      }}
      submitLabel={words.cancel}
      loading={cancel.isPending}
      error={cancel.error}
      danger
    >
      {paid > 0 && <Text>{words.cancelPaid(money.format({ amount_minor: paid, currency: order.currency }))}</Text>}
      <Select
        data-autofocus
        allowDeselect={false}
        label={words.cancelReason}
        value={reason}
        onChange={(value) => setReason(value ?? reason)}
        data={REASONS.map((value) => ({ value, label: words.cancelReasons[value] }))}
      />
    </Dialog>
  );
}
