import { IconFilePencil, IconPlus } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useApiList } from '@/api/query';
import { useSelling } from '@/i18n';
import { DataTable } from '@/ui/DataTable';
import { EmptyState } from '@/ui/EmptyState';
import { LinkButton } from '@/ui/LinkButton';
import { Page } from '@/ui/Page';
import { useShopNames } from '../list/useShopNames';
import { draftColumns } from './draftColumns';

/** Orders that are still being put together, and those that became one. */
export function Drafts() {
  const { drafts: words, orders } = useSelling();
  const navigate = useNavigate();
  const shopNames = useShopNames();
  const list = useApiList('/api/v1/draft-orders');
  const columns = useMemo(() => draftColumns(words, shopNames), [words, shopNames]);
  const create = (
    <LinkButton to="/orders/new" leftSection={<IconPlus size={16} aria-hidden />}>
      {orders.create}
    </LinkButton>
  );
  return (
    <Page title={words.title} subtitle={words.subtitle} actions={create}>
      <DataTable
        label={words.title}
        source={list}
        columns={columns}
        rowId={(draft) => draft.id}
        onOpen={(draft) => void navigate({ to: '/orders/drafts/$draft', params: { draft: draft.id } })}
        empty={<EmptyState icon={IconFilePencil} title={words.emptyTitle} hint={words.emptyHint} action={create} />}
      />
    </Page>
  );
}
