import { Skeleton, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { apiQuery } from '@/api/query';
import type { InboxDelivery } from '@/api/types';
import { useSelling } from '@/i18n';
import { ErrorState } from '@/ui/ErrorState';
import { FormNote } from './BodyView';
import { ChangeList } from './ChangeList';
import { readJson } from './json';
import { jsonChanges } from './jsonChanges';

/** In what a delivery differs from the one about the same thing before it. */
export function ChangesView({ delivery }: { delivery: InboxDelivery }) {
  const { inbox } = useSelling();
  const { previous_id: previous } = delivery;
  const query = useQuery({
    ...apiQuery('/api/v1/inbox/deliveries/{delivery_id}', { params: { path: { delivery_id: previous ?? '' } } }),
    enabled: previous !== null,
  });
  const before = query.data?.body;
  const changes = useMemo(() => {
    const [one, other] = [readJson(before ?? ''), readJson(delivery.body)];
    return one === null || other === null ? null : jsonChanges(one.value, other.value);
  }, [before, delivery.body]);
  if (previous === null) return <Text c="dimmed">{inbox.noPrevious}</Text>;
  if (query.isError) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  if (before === undefined) return <Skeleton height={160} radius="lg" />;
  return (
    <Stack gap="xs">
      <FormNote form={delivery.body_form} />
      <Text c="dimmed">{inbox.changesHint}</Text>
      {changes === null ? <Text>{inbox.notComparable}</Text> : <ChangeList changes={changes} />}
    </Stack>
  );
}
