import { Button, Group } from '@mantine/core';
import { useState } from 'react';
import { useSignedIn } from '@/api/session';
import type { OrderDetail, Return } from '@/api/types';
import { useSelling } from '@/i18n';
import type { OpenDialog } from './dialogs';
import { ExchangeModal } from './ExchangeModal';
import { ApproveModal, CancelReturnModal, RejectModal } from './ReturnAnswers';
import { InspectModal, ReceiveModal } from './ReturnCounts';
import { refundable } from './refundMath';

type Step = 'approve' | 'reject' | 'receive' | 'inspect' | 'exchange' | 'cancel';

/** Which steps a return can take from where it is, the likely one first. */
function stepsOf({ state, exchange_order_id, refunded }: Return): Step[] {
  const mayExchange: Step[] = exchange_order_id === null && refunded.amount_minor === 0 ? ['exchange'] : [];
  switch (state) {
    case 'requested':
      return ['approve', 'reject', 'receive', 'cancel'];
    case 'approved':
      return ['receive', ...mayExchange, 'cancel'];
    case 'received':
      return ['inspect', ...mayExchange];
    case 'inspected':
      return mayExchange;
    default:
      return [];
  }
}

export function ReturnSteps({ order, about, onDialog }: { order: OrderDetail; about: Return; onDialog: OpenDialog }) {
  const { returns: words } = useSelling();
  const { can } = useSignedIn();
  const [step, setStep] = useState<Step | null>(null);
  const close = () => setStep(null);
  const isHere = about.state === 'received' || about.state === 'inspected';
  const mayRefund = can('orders.refund') && isHere && about.refunded.amount_minor === 0 && about.exchange_order_id === null && refundable(order) > 0;
  return (
    <Group gap="xs">
      {can('orders.manage') &&
        stepsOf(about).map((one, index) => (
          <Button
            key={one}
            size="xs"
            variant={index === 0 && one !== 'exchange' ? 'default' : 'subtle'}
            color={index === 0 ? undefined : 'gray'}
            onClick={() => setStep(one)}
          >
            {words[one]}
          </Button>
        ))}
      {mayRefund && (
        <Button size="xs" variant="default" onClick={() => onDialog({ kind: 'refund', forReturn: about })}>
          {words.refund}
        </Button>
      )}
      {step === 'approve' && <ApproveModal about={about} onClose={close} />}
      {step === 'reject' && <RejectModal about={about} onClose={close} />}
      {step === 'cancel' && <CancelReturnModal about={about} onClose={close} />}
      {step === 'exchange' && <ExchangeModal order={order} about={about} onClose={close} />}
      {step === 'receive' && <ReceiveModal order={order} about={about} onClose={close} />}
      {step === 'inspect' && <InspectModal order={order} about={about} onClose={close} />}
    </Group>
  );
}
