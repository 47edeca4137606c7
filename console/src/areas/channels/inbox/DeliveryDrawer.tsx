import { Button, Skeleton } from '@mantine/core';
import { IconArrowBackUp } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { apiQuery } from '@/api/query';
import { useSignedIn } from '@/api/session';
import { useSelling } from '@/i18n';
import { DetailDrawer } from '@/ui/DetailDrawer';
import { ErrorState } from '@/ui/ErrorState';
import { DeliveryFacts } from './DeliveryFacts';
import { DeliveryParts } from './DeliveryParts';
import { isReplayable, isUnderWay } from './effects';
import { OutcomePanel } from './OutcomePanel';
import { ReplayButton } from './ReplayThese';

/** How often it is looked whether what is under way is done. */
const UNDER_WAY_MS = 2_000;

interface Props {
  /** The delivery that is looked at; none while it is closed. */
  id: string | null;
  onOpen: (id: string) => void;
  onClose: () => void;
}

/** One delivery: what became of it, what it is, and what came. */
export function DeliveryDrawer({ id, onOpen, onClose }: Props) {
  const { inbox } = useSelling();
  const { can } = useSignedIn();
  const query = useQuery({
    ...apiQuery('/api/v1/inbox/deliveries/{delivery_id}', { params: { path: { delivery_id: id ?? '' } } }),
    enabled: id !== null,
    refetchInterval: ({ state }) => (state.data !== undefined && isUnderWay(state.data) ? UNDER_WAY_MS : false),
  });
  const delivery = id === null ? undefined : query.data;
  const previous = delivery?.previous_id ?? null;
  const mayReplay = delivery !== undefined && isReplayable(delivery) && can('channels.manage');
  return (
    <DetailDrawer
      opened={id !== null}
      onClose={onClose}
      size={680}
      title={<span className="mono">{delivery?.topic ?? inbox.detail}</span>}
      actions={
        previous !== null || mayReplay ? (
          <>
            {previous !== null && (
              <Button variant="default" leftSection={<IconArrowBackUp size={16} aria-hidden />} onClick={() => onOpen(previous)}>
                {inbox.showPrevious}
              </Button>
            )}
            {mayReplay && <ReplayButton id={delivery.id} />}
          </>
        ) : undefined
      }
    >
      {query.isError && <ErrorState error={query.error} onRetry={() => void query.refetch()} />}
      {delivery === undefined && !query.isError && <Skeleton height={360} radius="lg" />}
      {delivery !== undefined && (
        <>
          <OutcomePanel delivery={delivery} />
          <DeliveryFacts delivery={delivery} />
          <DeliveryParts key={delivery.id} delivery={delivery} />
        </>
      )}
    </DetailDrawer>
  );
}
