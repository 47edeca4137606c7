import { Select, Textarea } from '@mantine/core';
import { useState } from 'react';
import type { OrderDetail, Return } from '@/api/types';
import { useSelling } from '@/i18n';
import { LineQuantities, chosen, type Quantities } from '../LineQuantities';
import { Dialog } from './Dialog';
import { withCustomer } from './possible';
import { useStep } from './useStep';

type Reason = Return['lines'][number]['reason'];
const REASONS: readonly Reason[] = [
  'too_small', 'too_large', 'not_as_described', 'damaged', 'defective', 'wrong_item', 'late', 'changed_mind', 'other',
];

/** Writes down that a customer wants to send something back. */
export function ReturnModal({ order, onClose }: { order: OrderDetail; onClose: () => void }) {
  const { returns: words } = useSelling();
  const [quantities, setQuantities] = useState<Quantities>({});
  const [reason, setReason] = useState<Reason>('changed_mind');
  const [note, setNote] = useState('');
  const open = useStep('/api/v1/orders/{order_id}/returns', words.opened, onClose);
  const lines = chosen(quantities);
  const choices = order.lines
    .map((line) => ({ id: line.id, title: line.title, detail: line.variant_title, most: withCustomer(order, line) }))
    .filter(({ most }) => most > 0);
  const submit = () =>
    open.mutate({
      params: { path: { order_id: order.id } },
      body: { lines: lines.map((line) => ({ ...line, reason })), customer_note: note.trim() },
    });
  return (
    <Dialog
      title={words.openTitle}
      hint={words.openHint}
      onClose={onClose}
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
      submitLabel={words.open}
      loading={open.isPending}
      disabled={lines.length === 0}
      error={open.error}
    >
      <LineQuantities label={words.itemsHeader} choices={choices} value={quantities} onChange={setQuantities} />
      <Select
        allowDeselect={false}
        label={words.reason}
        value={reason}
        onChange={(value) => setReason(value ?? reason)}
        data={REASONS.map((value) => ({ value, label: words.reasons[value] }))}
      />
      <Textarea label={words.customerNote} autosize minRows={2} value={note} onChange={(event) => setNote(event.currentTarget.value)} />
    </Dialog>
  );
}
