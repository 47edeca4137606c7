import { Button, Group, Skeleton, Stack } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useApiMutation } from '@/api/mutation';
import { apiQuery } from '@/api/query';
import { useSignedIn } from '@/api/session';
import { useSelling } from '@/i18n';
import { ConfirmModal } from '@/ui/ConfirmModal';
import { ErrorState } from '@/ui/ErrorState';
import { LinkButton } from '@/ui/LinkButton';
import { Page } from '@/ui/Page';
import { Members } from './Members';
import { RuleEditor } from './RuleEditor';

const route = getRouteApi('/shell/selling/products/collections/$collection');

/** One collection: its rule if it has one, and what belongs to it. */
export function CollectionPage() {
  const { collections: words } = useSelling();
  const { can } = useSignedIn();
  const { collection: id } = route.useParams();
  const navigate = useNavigate();
  const [asking, setAsking] = useState(false);
  const query = useQuery(apiQuery('/api/v1/collections/{collection_id}', { params: { path: { collection_id: id } } }));
  const remove = useApiMutation('delete', '/api/v1/collections/{collection_id}', {
    invalidates: ['/api/v1/collections'],
    success: words.deleted,
    onSuccess: () => void navigate({ to: '/products/collections' }),
  });
  const collection = query.data;
  if (collection === undefined) {
    return (
      <Page title={words.one}>
        {query.isError ? <ErrorState error={query.error} onRetry={() => void query.refetch()} /> : <Skeleton height={360} radius="lg" />}
      </Page>
    );
  }
  const mayChange = can('products.manage');
  return (
    <Page
      title={collection.name}
      subtitle={words.kinds[collection.kind]}
      actions={
        <Group gap="xs">
          <LinkButton to="/products/collections" variant="default">
            {words.back}
          </LinkButton>
          {mayChange && (
            <Button variant="default" leftSection={<IconTrash size={16} aria-hidden />} onClick={() => setAsking(true)}>
              {words.delete}
            </Button>
          )}
        </Group>
      }
    >
      <Stack gap="lg">
        {collection.kind === 'rule' && <RuleEditor key={collection.version} collection={collection} readOnly={!mayChange} />}
        <Members collection={collection} readOnly={!mayChange} />
      </Stack>
      <ConfirmModal
        opened={asking}
        onClose={() => setAsking(false)}
        onConfirm={() => remove.mutate({ params: { path: { collection_id: id } } })}
        title={words.deleteTitle(collection.name)}
        body={words.deleteBody}
        confirmLabel={words.delete}
        loading={remove.isPending}
      />
    </Page>
  );
}
