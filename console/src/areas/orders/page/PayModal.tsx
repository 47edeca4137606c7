import { Radio, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { OrderDetail } from '@/api/types';
import { useSelling } from '@/i18n';
import { MoneyInput } from '@/ui/money/MoneyInput';
import { MethodField } from '../MethodField';
import { Dialog } from './Dialog';
import { useStep } from './useStep';

const STARTS = ['captured', 'pending', 'authorized'] as const;

/** Writes down money that came, or is to come. */
export function PayModal({ order, onClose }: { order: OrderDetail; onClose: () => void }) {
  const { payments: words } = useSelling();
  const [amount, setAmount] = useState<number | null>(order.due.amount_minor);
  const [method, setMethod] = useState('bank_transfer');
  const [reference, setReference] = useState('');
  const [state, setState] = useState<(typeof STARTS)[number]>('captured');
  const record = useStep('/api/v1/orders/{order_id}/payments', words.recorded, onClose);
  const isAmount = amount !== null && amount > 0;
  const body = { amount_minor: amount, method: method.trim(), reference: reference.trim() || null, state };
  return (
    <Dialog
      title={words.recordTitle}
      hint={words.recordHint}
      onClose={onClose}
      onSubmit={(event) => {
        event.preventDefault();
        record.mutate({ params: { path: { order_id: order.id } }, body });
      }}
      submitLabel={words.record}
      loading={record.isPending}
      disabled={!isAmount || body.method === ''}
      error={record.error}
    >
      <MoneyInput
        data-autofocus
        label={words.amount}
        currency={order.currency}
        value={amount}
        onChange={setAmount}
        error={isAmount ? null : words.amountNeeded}
      />
      <MethodField value={method} onChange={setMethod} />
      <TextInput
        label={words.reference}
        description={words.referenceHint}
        value={reference}
        onChange={(event) => setReference(event.currentTarget.value)}
      />
      <Radio.Group label={words.here} value={state} onChange={(value) => setState(value)}>
        <Stack gap={8} mt={6}>
          {STARTS.map((start) => (
            <Radio key={start} value={start} label={words.starts[start]} />
          ))}
        </Stack>
      </Radio.Group>
    </Dialog>
  );
}
