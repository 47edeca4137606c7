import { Button, Menu } from '@mantine/core';
import { IconArrowBackUp, IconBan, IconCash, IconDots, IconPencil, IconReceiptRefund, IconTruck } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useSignedIn } from '@/api/session';
import type { OrderDetail } from '@/api/types';
import { useSelling } from '@/i18n';
import { DangerItem } from '@/ui/DangerItem';
import type { OpenDialog } from './dialogs';
import { canCancel, canEdit, canReturn, canShip } from './possible';
import { refundable } from './refundMath';

/** What can be done with the order: the next step as a button, the rest in a menu. */
export function OrderActions({ order, onDialog }: { order: OrderDetail; onDialog: OpenDialog }) {
  const { order: words, payments, refunds, returns, shipments } = useSelling();
  const { can } = useSignedIn();
  const navigate = useNavigate();
  const mayChange = can('orders.manage');
  const mayRefund = can('orders.refund') && refundable(order) > 0;
  if (!mayChange && !mayRefund) return null;
  const isDue = order.state === 'open' && order.due.amount_minor > 0;
  return (
    <>
      <Menu position="bottom-end" width={220}>
        <Menu.Target>
          <Button variant="default" leftSection={<IconDots size={16} aria-hidden />}>
            {words.more}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {mayChange && canEdit(order) && (
            <Menu.Item
              leftSection={<IconPencil size={16} aria-hidden />}
              onClick={() => void navigate({ to: '/orders/$order/edit', params: { order: order.id } })}
            >
              {words.edit}
            </Menu.Item>
          )}
          {mayChange && (
            <Menu.Item leftSection={<IconPencil size={16} aria-hidden />} onClick={() => onDialog({ kind: 'details' })}>
              {words.editDetails}
            </Menu.Item>
          )}
          {mayRefund && (
            <Menu.Item leftSection={<IconReceiptRefund size={16} aria-hidden />} onClick={() => onDialog({ kind: 'refund' })}>
              {refunds.refund}
            </Menu.Item>
          )}
          {mayChange && canReturn(order) && (
            <Menu.Item leftSection={<IconArrowBackUp size={16} aria-hidden />} onClick={() => onDialog({ kind: 'return' })}>
              {returns.open}
            </Menu.Item>
          )}
          {mayChange && canCancel(order) && (
            <DangerItem icon={IconBan} onClick={() => onDialog({ kind: 'cancel' })}>
              {words.cancel}
            </DangerItem>
          )}
        </Menu.Dropdown>
      </Menu>
      {mayChange && isDue && (
        <Button
          variant={canShip(order) ? 'default' : 'filled'}
          leftSection={<IconCash size={16} aria-hidden />}
          onClick={() => onDialog({ kind: 'pay' })}
        >
          {payments.record}
        </Button>
      )}
      {mayChange && canShip(order) && (
        <Button leftSection={<IconTruck size={16} aria-hidden />} onClick={() => onDialog({ kind: 'ship' })}>
          {shipments.send}
        </Button>
      )}
    </>
  );
}
