import { Alert, Button, Skeleton } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useApiMutation } from '@/api/mutation';
import { apiQuery } from '@/api/query';
import type { DraftOrder, NewOrder } from '@/api/types';
import { useSelling } from '@/i18n';
import { useShop } from '@/shell/useShop';
import { ConfirmModal } from '@/ui/ConfirmModal';
import { ErrorState } from '@/ui/ErrorState';
import { TextLink } from '@/ui/LinkButton';
import { Page } from '@/ui/Page';
import { ORDER_PATHS } from '../paths';
import { DraftEditor } from './DraftEditor';
import { contentOf, draftValues, type DraftValues } from './draftModel';

const route = getRouteApi('/shell/selling/orders/drafts/$draft');
const DRAFT_PATHS = ['/api/v1/draft-orders', '/api/v1/draft-orders/{draft_id}'] as const;

export function DraftPage() {
  const { drafts: words } = useSelling();
  const { draft: id } = route.useParams();
  const draft = useQuery(apiQuery('/api/v1/draft-orders/{draft_id}', { params: { path: { draft_id: id } } }));
  if (!draft.isSuccess) {
    return (
      <Page title={words.one}>
        {draft.isPending ? <Skeleton height={420} radius="lg" /> : <ErrorState error={draft.error} onRetry={() => void draft.refetch()} />}
      </Page>
    );
  }
  const { content, order_id: order, title } = draft.data;
  return (
    <Page title={title || words.unnamed} subtitle={words.subtitle}>
      {order !== null && (
        <Alert variant="light">
          {words.becameOrder}{' '}
          <TextLink to="/orders/$order" params={{ order }}>
            {words.openOrder}
          </TextLink>
        </Alert>
      )}
      {order === null && content === null && <Alert variant="light">{words.hidden}</Alert>}
      {order === null && content !== null && <OpenDraft key={id} draft={draft.data} content={content} />}
    </Page>
  );
}

function OpenDraft({ draft, content }: { draft: DraftOrder; content: NewOrder }) {
  const { drafts: words, editOrder } = useSelling();
  const { shops } = useShop();
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const [values, setValues] = useState<DraftValues>(() => draftValues(draft.title, content));
  // The version that the page's values began with: a newer one that was fetched meanwhile is not what was edited.
  const [version, setVersion] = useState(draft.version);
  const [deleting, setDeleting] = useState(false);
  const path = { draft_id: draft.id };
  const save = useApiMutation('put', '/api/v1/draft-orders/{draft_id}', {
    errors: 'inline',
    invalidates: DRAFT_PATHS,
    onSuccess: (saved) => saved && setVersion(saved.version),
  });
  const place = useApiMutation('post', '/api/v1/draft-orders/{draft_id}/place', {
    errors: 'inline',
    invalidates: [...DRAFT_PATHS, ...ORDER_PATHS],
    success: (order) => words.placed(order?.name ?? ''),
    onSuccess: (order) => order && void navigate({ to: '/orders/$order', params: { order: order.id } }),
  });
  const remove = useApiMutation('delete', '/api/v1/draft-orders/{draft_id}', {
    invalidates: ['/api/v1/draft-orders'],
    success: words.removed,
    onSuccess: () => void navigate({ to: '/orders/drafts' }),
  });
  const body = { title: values.title, content: contentOf(values, editOrder.discountDefault) };
  const params = { path, header: { 'If-Match': `"${version}"` } };
  const reload = async () => {
    const newer = await queryClient.fetchQuery({ ...apiQuery('/api/v1/draft-orders/{draft_id}', { params: { path } }), staleTime: 0 });
    if (newer.content) setValues(draftValues(newer.title, newer.content));
    setVersion(newer.version);
    save.reset();
  };
  return (
    <>
      <DraftEditor
        values={values}
        onChange={(change) => setValues((current) => ({ ...current, ...change }))}
        shops={shops}
        error={place.error ?? save.error}
        onReload={() => void reload()}
        busy={place.isPending ? 'place' : save.isPending ? 'save' : null}
        onSave={() => save.mutate({ params, body })}
        // What stands on the page is what is placed, so it is saved first.
        onPlace={() => save.mutate({ params, body }, { onSuccess: () => place.mutate({ params: { path } }) })}
        more={
          <Button variant="subtle" color="red" onClick={() => setDeleting(true)}>
            {words.remove}
          </Button>
        }
      />
      <ConfirmModal
        opened={deleting}
        onClose={() => setDeleting(false)}
        onConfirm={() => remove.mutate({ params: { path } })}
        title={words.removeTitle}
        body={words.removeBody}
        confirmLabel={words.remove}
        loading={remove.isPending}
      />
    </>
  );
}
