import { ActionIcon, Badge, Group, Text } from '@mantine/core';
import { IconPencil } from '@tabler/icons-react';
import { useSignedIn } from '@/api/session';
import type { OrderDetail } from '@/api/types';
import { useSelling } from '@/i18n';
import { Facts } from '@/ui/Facts';
import { Section } from '@/ui/Section';
import { Time } from '@/ui/Time';
import type { OpenDialog } from './dialogs';

/** What else is known of an order: its tags, what the customer wrote, how it was to be sent. */
export function OrderDetails({ order, onDialog }: { order: OrderDetail; onDialog: OpenDialog }) {
  const { order: words, shipments } = useSelling();
  const { can } = useSignedIn();
  const tags = order.tags.length > 0 && (
    <Group gap={4}>
      {order.tags.map((tag) => (
        <Badge key={tag} color="gray">
          {tag}
        </Badge>
      ))}
    </Group>
  );
  const note = order.customer_note !== '' && <Text style={{ whiteSpace: 'pre-wrap' }}>{order.customer_note}</Text>;
  return (
    <Section
      title={words.details}
      actions={
        can('orders.manage') && (
          <ActionIcon variant="subtle" color="gray" aria-label={words.editDetails} onClick={() => onDialog({ kind: 'details' })}>
            <IconPencil size={17} aria-hidden />
          </ActionIcon>
        )
      }
    >
      <Facts
        items={[
          [words.tags, tags || '–'],
          [words.customerNote, note || '–'],
          [words.courier, order.courier?.toUpperCase() ?? '–'],
          [words.service, order.service_type === null ? '–' : shipments.services[order.service_type]],
          [words.promised, <Time key="promised" at={order.promised_at} mode="date" />],
        ]}
      />
    </Section>
  );
}
