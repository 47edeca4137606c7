import { Button, Text } from '@mantine/core';
import { useSignedIn } from '@/api/session';
import type { OrderDetail } from '@/api/types';
import { useSelling } from '@/i18n';
import { Section } from '@/ui/Section';
import type { OpenDialog } from './dialogs';
import { canReturn } from './possible';
import { ReturnRow } from './ReturnRow';
import classes from './Rows.module.css';

/** Goods of an order that come back. Nothing while none do and none can. */
export function Returns({ order, onDialog }: { order: OrderDetail; onDialog: OpenDialog }) {
  const { returns: words } = useSelling();
  const { can } = useSignedIn();
  const mayOpen = can('orders.manage') && canReturn(order);
  if (order.returns.length === 0 && !mayOpen) return null;
  return (
    <Section
      title={words.title}
      actions={
        mayOpen && (
          <Button size="xs" variant="default" onClick={() => onDialog({ kind: 'return' })}>
            {words.open}
          </Button>
        )
      }
    >
      {order.returns.length === 0 && <Text c="dimmed">{words.none}</Text>}
      <ul className={classes.rows}>
        {order.returns.map((one) => (
          <ReturnRow key={one.id} order={order} about={one} onDialog={onDialog} />
        ))}
      </ul>
    </Section>
  );
}
