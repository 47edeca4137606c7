import type { InboxDelivery } from '@/api/types';
import { useFormat, useSelling, useT } from '@/i18n';
import { CopyIcon } from '@/ui/CopyIcon';
import { Facts } from '@/ui/Facts';
import { TextLink } from '@/ui/LinkButton';
import { platformName } from '../platforms';
import { useConnections } from '../useConnections';
import { sizeText } from './size';

/** What a delivery says of itself. */
export function DeliveryFacts({ delivery }: { delivery: InboxDelivery }) {
  const t = useT();
  const words = useSelling();
  const { inbox } = words;
  const format = useFormat();
  const { connectionOf } = useConnections();
  const connection = connectionOf(delivery.connection_id);
  const { entity_kind: kind, entity_id: entity } = delivery;
  const told: (readonly [string, string | null])[] = [
    [inbox.happened, delivery.occurred_at && format.precise(delivery.occurred_at)],
    [inbox.changed, delivery.entity_updated_at && format.precise(delivery.entity_updated_at)],
    [inbox.senderShop, delivery.sender_shop],
  ];
  const ids: (readonly [string, string | null])[] = [
    [inbox.id, entity],
    [inbox.deliveryId, delivery.delivery_id],
    [inbox.eventId, delivery.event_id === delivery.delivery_id ? null : delivery.event_id],
  ];
  return (
    <Facts
      items={[
        [
          inbox.connection,
          connection === undefined ? '–' : (
            <span key="connection">
              <TextLink to="/connections/$connection" params={{ connection: connection.id }}>
                {connection.name}
              </TextLink>
              {` · ${platformName(t, words, connection.platform)}`}
            </span>
          ),
        ],
        [
          inbox.received,
          delivery.repeats > 0 ? `${format.precise(delivery.received_at)}, ${inbox.repeats(delivery.repeats + 1)}` : format.precise(delivery.received_at),
        ],
        [inbox.purpose, inbox.purposes[delivery.purpose]],
        ...(kind === null ? [] : [[inbox.about, inbox.kinds[kind]] as const]),
        ...ids.flatMap(([label, value]) => (value === null ? [] : [[label, <Identifier key={label} value={value} />] as const])),
        ...told.filter(([, value]) => value !== null),
        [inbox.size, sizeText(inbox, format, delivery.body_bytes)],
      ]}
    />
  );
}

function Identifier({ value }: { value: string }) {
  return (
    <>
      <span className="mono">{value}</span> <CopyIcon value={value} />
    </>
  );
}
