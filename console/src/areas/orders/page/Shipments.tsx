import { Anchor, Button, Group, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useApiMutation } from '@/api/mutation';
import { useSignedIn } from '@/api/session';
import type { OrderDetail, Shipment } from '@/api/types';
import { useSelling } from '@/i18n';
import { ConfirmModal } from '@/ui/ConfirmModal';
import { Section } from '@/ui/Section';
import { StatusBadge } from '@/ui/StatusBadge';
import { Time } from '@/ui/Time';
import { ORDER_PATHS } from '../paths';
import { SHIPMENTS } from '../states';
import type { OpenDialog } from './dialogs';
import { canShip } from './possible';
import classes from './Rows.module.css';

/** Parcels that have left. */
export function Shipments({ order, onDialog }: { order: OrderDetail; onDialog: OpenDialog }) {
  const { shipments: words } = useSelling();
  const { can } = useSignedIn();
  return (
    <Section
      title={words.title}
      actions={
        can('orders.manage') &&
        canShip(order) && (
          <Button size="xs" variant="default" onClick={() => onDialog({ kind: 'ship' })}>
            {words.send}
          </Button>
        )
      }
    >
      {order.shipments.length === 0 && <Text c="dimmed">{words.none}</Text>}
      <ul className={classes.rows}>
        {order.shipments.map((shipment) => (
          <ShipmentRow key={shipment.id} order={order} shipment={shipment} onDialog={onDialog} />
        ))}
      </ul>
    </Section>
  );
}

function ShipmentRow({ order, shipment, onDialog }: { order: OrderDetail; shipment: Shipment; onDialog: OpenDialog }) {
  const { shipments: words, order: orderWords } = useSelling();
  const title = (lineId: string) => order.lines.find(({ id }) => id === lineId)?.title ?? '–';
  return (
    <li className={classes.row}>
      <Stack gap={4} miw={0}>
        <Group gap="sm">
          <Text fw={550}>{shipment.courier.toUpperCase()}</Text>
          <StatusBadge tone={SHIPMENTS[shipment.state]}>{words.states[shipment.state]}</StatusBadge>
        </Group>
        <Text size="sm">{shipment.lines.map(({ line_id, quantity }) => `${quantity} × ${title(line_id)}`).join(', ')}</Text>
        <Text size="xs" c="dimmed" component="span">
          {words.services[shipment.service_type]} · {words.shippedAt} <Time at={shipment.shipped_at} mode="dateTime" />
          {shipment.delivered_at !== null && (
            <>
              {' · '}
              {words.deliveredAt} <Time at={shipment.delivered_at} mode="dateTime" />
            </>
          )}
          {shipment.promised_at !== null && (
            <>
              {' · '}
              {orderWords.promised} <Time at={shipment.promised_at} mode="date" />
            </>
          )}
        </Text>
        {shipment.tracking_number !== null && (
          <Text size="xs" className="mono" style={{ overflowWrap: 'anywhere' }}>
            {shipment.tracking_url === null ? (
              shipment.tracking_number
            ) : (
              <Anchor href={shipment.tracking_url} target="_blank" rel="noreferrer" inherit>
                {shipment.tracking_number}
              </Anchor>
            )}
          </Text>
        )}
      </Stack>
      <ShipmentActions shipment={shipment} onDialog={onDialog} />
    </li>
  );
}

function ShipmentActions({ shipment, onDialog }: { shipment: Shipment; onDialog: OpenDialog }) {
  const { shipments: words } = useSelling();
  const { can } = useSignedIn();
  const [failing, setFailing] = useState(false);
  const path = { shipment_id: shipment.id };
  const deliver = useApiMutation('post', '/api/v1/shipments/{shipment_id}/deliver', {
    invalidates: ORDER_PATHS,
    success: words.delivered,
  });
  const fail = useApiMutation('post', '/api/v1/shipments/{shipment_id}/fail', {
    invalidates: ORDER_PATHS,
    success: words.failed,
    onSuccess: () => setFailing(false),
  });
  if (!can('orders.manage')) return null;
  return (
    <Group gap="xs">
      {shipment.state === 'shipped' && (
        <>
          <Button
            size="xs"
            variant="default"
            loading={deliver.isPending}
            onClick={() => deliver.mutate({ params: { path }, body: {} })}
          >
            {words.deliver}
          </Button>
          <Button size="xs" variant="subtle" color="gray" onClick={() => setFailing(true)}>
            {words.fail}
          </Button>
        </>
      )}
      <Button size="xs" variant="subtle" color="gray" onClick={() => onDialog({ kind: 'shipment', shipment })}>
        {words.edit}
      </Button>
      <ConfirmModal
        opened={failing}
        onClose={() => setFailing(false)}
        onConfirm={() => fail.mutate({ params: { path } })}
        title={words.failTitle}
        body={words.failBody}
        confirmLabel={words.fail}
        loading={fail.isPending}
      />
    </Group>
  );
}
