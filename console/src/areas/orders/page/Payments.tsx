import { Button, Group, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useApiMutation } from '@/api/mutation';
import { useSignedIn } from '@/api/session';
import type { OrderDetail, Payment } from '@/api/types';
import { useSelling } from '@/i18n';
import { ConfirmModal } from '@/ui/ConfirmModal';
import { Money } from '@/ui/money/Money';
import { Section } from '@/ui/Section';
import { StatusBadge } from '@/ui/StatusBadge';
import { Time } from '@/ui/Time';
import { methodName } from '../MethodField';
import { ORDER_PATHS } from '../paths';
import { PAYMENTS } from '../states';
import type { OpenDialog } from './dialogs';
import { RefundRows } from './RefundRows';
import classes from './Rows.module.css';

/** Money that was promised, taken and given back. */
export function Payments({ order, onDialog }: { order: OrderDetail; onDialog: OpenDialog }) {
  const { payments: words } = useSelling();
  const { can } = useSignedIn();
  const isDue = order.state === 'open' && order.due.amount_minor > 0;
  return (
    <Section
      title={words.title}
      actions={
        can('orders.manage') &&
        isDue && (
          <Button size="xs" variant="default" onClick={() => onDialog({ kind: 'pay' })}>
            {words.record}
          </Button>
        )
      }
    >
      {order.payments.length === 0 && <Text c="dimmed">{order.total.amount_minor === 0 ? words.nothingDue : words.none}</Text>}
      <ul className={classes.rows}>
        {order.payments.map((payment) => (
          <PaymentRow key={payment.id} payment={payment} onDialog={onDialog} />
        ))}
        <RefundRows refunds={order.refunds} />
      </ul>
    </Section>
  );
}

function PaymentRow({ payment, onDialog }: { payment: Payment; onDialog: OpenDialog }) {
  const { payments: words } = useSelling();
  const { can } = useSignedIn();
  const [voiding, setVoiding] = useState(false);
  const letGo = useApiMutation('post', '/api/v1/payments/{payment_id}/void', {
    invalidates: ORDER_PATHS,
    success: words.voided,
    onSuccess: () => setVoiding(false),
  });
  const isOpen = payment.state === 'pending' || payment.state === 'authorized';
  return (
    <li className={classes.row}>
      <Stack gap={2} miw={0}>
        <Group gap="sm">
          <Text fw={550}>{methodName(words, payment.method)}</Text>
          <StatusBadge tone={PAYMENTS[payment.state]}>{words.states[payment.state]}</StatusBadge>
        </Group>
        <Text size="xs" c="dimmed" component="span">
          {[payment.provider === 'manual' ? null : payment.provider, payment.reference, payment.failure]
            .filter(Boolean)
            .map((text) => `${text} · `)}
          <Time at={payment.captured_at ?? payment.authorized_at ?? payment.created_at} mode="dateTime" />
        </Text>
        {isOpen && can('orders.manage') && (
          <Group gap="xs" mt={4}>
            <Button size="xs" variant="default" onClick={() => onDialog({ kind: 'capture', payment })}>
              {payment.state === 'authorized' ? words.capture : words.arrived}
            </Button>
            <Button size="xs" variant="subtle" color="gray" onClick={() => setVoiding(true)}>
              {words.void}
            </Button>
          </Group>
        )}
      </Stack>
      <Stack gap={0} align="flex-end">
        <Text fw={550} span>
          <Money value={payment.state === 'captured' ? payment.captured : payment.amount} />
        </Text>
        {payment.refunded.amount_minor > 0 && (
          <Text size="xs" c="dimmed" span>
            <Money value={payment.refunded} /> {words.refunded}
          </Text>
        )}
      </Stack>
      <ConfirmModal
        opened={voiding}
        onClose={() => setVoiding(false)}
        onConfirm={() => letGo.mutate({ params: { path: { payment_id: payment.id } } })}
        title={words.voidTitle}
        body={words.voidBody}
        confirmLabel={words.void}
        loading={letGo.isPending}
      />
    </li>
  );
}
