import { Button, Skeleton } from '@mantine/core';
import { IconArrowBackUp } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { apiQuery } from '@/api/query';
import { useSelling } from '@/i18n';
import { DetailDrawer } from '@/ui/DetailDrawer';
import { ErrorState } from '@/ui/ErrorState';
import { DeliveryFacts } from './DeliveryFacts';
import { DeliveryParts } from './DeliveryParts';

interface Props {
  /** The delivery that is looked at; none while it is closed. */
  id: string | null;
  onOpen: (id: string) => void;
  onClose: () => void;
}

/** One delivery: what it is, and what came. */
export function DeliveryDrawer({ id, onOpen, onClose }: Props) {
  const { inbox } = useSelling();
  const query = useQuery({
    ...apiQuery('/api/v1/inbox/deliveries/{delivery_id}', { params: { path: { delivery_id: id ?? '' } } }),
    enabled: id !== null,
  });
  const delivery = id === null ? undefined : query.data;
  const previous = delivery?.previous_id ?? null;
  return (
    <DetailDrawer
      opened={id !== null}
      onClose={onClose}
      size={680}
      title={<span className="mono">{delivery?.topic ?? inbox.detail}</span>}
      actions={
        previous !== null ? (
          <Button variant="default" leftSection={<IconArrowBackUp size={16} aria-hidden />} onClick={() => onOpen(previous)}>
            {inbox.showPrevious}
          </Button>
        ) : undefined
      }
    >
      {query.isError && <ErrorState error={query.error} onRetry={() => void query.refetch()} />}
      {delivery === undefined && !query.isError && <Skeleton height={360} radius="lg" />}
      {delivery !== undefined && (
        <>
          <DeliveryFacts delivery={delivery} />
          <DeliveryParts key={delivery.id} delivery={delivery} />
        </>
      )}
    </DetailDrawer>
  );
}
