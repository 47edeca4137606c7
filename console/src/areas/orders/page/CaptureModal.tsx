import { useState } from 'react';
import type { Payment } from '@/api/types';
import { useSelling } from '@/i18n';
import { MoneyInput } from '@/ui/money/MoneyInput';
import { Dialog } from './Dialog';
import { useStep } from './useStep';

/** Money that was promised or expected is here: all of it, or a part. */
export function CaptureModal({ payment, onClose }: { payment: Payment; onClose: () => void }) {
  const { payments: words } = useSelling();
  const most = payment.amount.amount_minor;
  const [amount, setAmount] = useState<number | null>(most);
  const capture = useStep('/api/v1/payments/{payment_id}/capture', words.captured, onClose);
  const fits = amount !== null && amount > 0 && amount <= most;
  return (
    <Dialog
      title={words.captureTitle}
      hint={words.captureHint}
      onClose={onClose}
      onSubmit={(event) => {
        event.preventDefault();
        capture.mutate({ params: { path: { payment_id: payment.id } }, body: { amount_minor: amount } });
      }}
      submitLabel={payment.state === 'authorized' ? words.capture : words.arrived}
      loading={capture.isPending}
      disabled={!fits}
      error={capture.error}
    >
      <MoneyInput data-autofocus label={words.amount} currency={payment.amount.currency} value={amount} onChange={setAmount} />
    </Dialog>
  );
}
