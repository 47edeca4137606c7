import { Checkbox, Select, Switch, Textarea } from '@mantine/core';
import { useState } from 'react';
import type { OrderDetail, Refund, Return } from '@/api/types';
import { useSelling } from '@/i18n';
import { MoneyInput } from '@/ui/money/MoneyInput';
import { useMoney } from '@/ui/money/useMoney';
import { LineQuantities, chosen } from '../LineQuantities';
import { LocationField } from '../LocationField';
import { Dialog } from './Dialog';
import { RefundSums } from './RefundSums';
import { refundOf, refundable, shippingLeft } from './refundMath';
import { useStep } from './useStep';

const REASONS: readonly Refund['reason'][] = ['return', 'cancellation', 'damaged', 'not_received', 'price_adjustment', 'goodwill', 'other'];

interface Props {
  order: OrderDetail;
  /** The return whose goods the money is for: its lines are chosen already. */
  forReturn?: Return;
  onClose: () => void;
}

/** Gives money back: for lines, for shipping, or as a plain amount. It shows what can go back before anybody asks. */
export function RefundModal({ order, forReturn, onClose }: Props) {
  const { refunds: words } = useSelling();
  const money = useMoney();
  const say = (amount_minor: number) => money.format({ amount_minor, currency: order.currency });
  const [quantities, setQuantities] = useState(() => startOf(order, forReturn));
  const [shipping, setShipping] = useState<number | null>(0);
  const [other, setOther] = useState<{ amount: number | null } | null>(null);
  const [restock, setRestock] = useState(false);
  const [location, setLocation] = useState<string | null>(null);
  const [reason, setReason] = useState<Refund['reason']>(forReturn ? 'return' : 'cancellation');
  const [note, setNote] = useState('');
  const refund = useStep('/api/v1/orders/{order_id}/refunds', words.done, onClose);

  const most = refundable(order);
  const lines = chosen(quantities);
  const lineOf = (id: string) => order.lines.find((line) => line.id === id);
  const forLines = lines.reduce((sum, { line_id, quantity }) => {
    const line = lineOf(line_id);
    return line === undefined ? sum : sum + refundOf(line, quantity);
  }, 0);
  const forShipping = shipping ?? 0;
  const worth = forLines + forShipping;
  const amount = other === null ? worth : (other.amount ?? 0);
  const isFine = amount > 0 && amount <= most && forShipping <= shippingLeft(order);
  const mayRestock = lines.every(({ line_id, quantity }) => {
    const line = lineOf(line_id);
    return line !== undefined && quantity <= line.shipped_quantity - line.returned_quantity;
  });
  const submit = () =>
    refund.mutate({
      params: { path: { order_id: order.id } },
      body: {
        lines,
        shipping_minor: forShipping,
        amount_minor: other === null ? null : amount,
        return_id: forReturn?.id ?? null,
        restock: restock && mayRestock && lines.length > 0,
        location_id: location,
        reason,
        note: note.trim(),
      },
    });
  return (
    <Dialog
      size="lg"
      title={words.title}
      hint={words.providerHint}
      onClose={onClose}
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
      submitLabel={words.submit(say(Number.isNaN(amount) ? 0 : amount))}
      loading={refund.isPending}
      disabled={!isFine}
      error={refund.error}
    >
      <LineQuantities
        label={words.lines}
        value={quantities}
        onChange={setQuantities}
        choices={order.lines
          .map((line) => ({ id: line.id, title: line.title, detail: `${line.variant_title} ${say(line.total.amount_minor)}`.trim(), most: line.quantity - line.refunded_quantity }))
          .filter((choice) => choice.most > 0)}
      />
      {shippingLeft(order) > 0 && (
        <MoneyInput
          label={words.shipping}
          description={words.shippingLeft(say(shippingLeft(order)))}
          currency={order.currency}
          value={shipping}
          onChange={setShipping}
          error={forShipping > shippingLeft(order) ? words.tooMuch(say(shippingLeft(order))) : null}
        />
      )}
      {lines.length > 0 && forReturn === undefined && (
        <Switch
          label={words.restock}
          description={words.restockHint}
          checked={restock && mayRestock}
          disabled={!mayRestock}
          onChange={(event) => setRestock(event.currentTarget.checked)}
        />
      )}
      {restock && mayRestock && (
        <LocationField label={words.location} placeholder={words.anyLocation} value={location} onChange={setLocation} />
      )}
      <Checkbox
        label={words.other}
        checked={other !== null}
        onChange={(event) => setOther(event.currentTarget.checked ? { amount: worth > 0 ? Math.min(worth, most) : null } : null)}
      />
      {other !== null && (
        <MoneyInput
          label={words.amount}
          description={words.amountHint(say(most))}
          currency={order.currency}
          value={other.amount}
          onChange={(value) => setOther({ amount: value })}
        />
      )}
      <Select
        allowDeselect={false}
        label={words.reason}
        value={reason}
        onChange={(value) => setReason(value ?? reason)}
        data={REASONS.map((value) => ({ value, label: words.reasons[value] }))}
      />
      <Textarea label={words.note} autosize minRows={2} value={note} onChange={(event) => setNote(event.currentTarget.value)} />
      <RefundSums order={order} worth={worth} amount={Number.isNaN(amount) ? 0 : amount} />
    </Dialog>
  );
}

function startOf(order: OrderDetail, about: Return | undefined): Record<string, number> {
  if (about === undefined) return {};
  const wanted = about.lines.map(({ line_id, quantity, received_quantity }): [string, number] => {
    const line = order.lines.find(({ id }) => id === line_id);
    const left = line === undefined ? 0 : line.quantity - line.refunded_quantity;
    return [line_id, Math.min(received_quantity || quantity, left)];
  });
  return Object.fromEntries(wanted);
}
