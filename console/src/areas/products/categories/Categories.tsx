import { Alert, Button, Skeleton } from '@mantine/core';
import { IconCategory, IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { apiQuery } from '@/api/query';
import { useSignedIn } from '@/api/session';
import type { CategoryNode } from '@/api/types';
import { useSelling } from '@/i18n';
import { EmptyState } from '@/ui/EmptyState';
import { ErrorState } from '@/ui/ErrorState';
import { Page } from '@/ui/Page';
import { CategoryModal } from './CategoryModal';
import { CategoryTree } from './CategoryTree';

/** What the dialog is about: a category to rename, or where a new one goes. */
export type CategoryDialog = { edit: CategoryNode } | { below: CategoryNode | null };

export function Categories() {
  const { categories: words } = useSelling();
  const { can } = useSignedIn();
  const categories = useQuery(apiQuery('/api/v1/categories'));
  const [dialog, setDialog] = useState<CategoryDialog | null>(null);
  const mayChange = can('products.manage');
  const nodes = categories.data?.data ?? [];
  const button = mayChange && (
    <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setDialog({ below: null })}>
      {words.create}
    </Button>
  );
  return (
    <Page title={words.title} subtitle={words.subtitle} actions={button}>
      {categories.isPending && <Skeleton height={320} radius="lg" />}
      {categories.isError && <ErrorState error={categories.error} onRetry={() => void categories.refetch()} />}
      {categories.data && nodes.length === 0 && (
        <EmptyState icon={IconCategory} title={words.emptyTitle} hint={words.emptyHint} action={button} />
      )}
      {nodes.length > 0 && (
        <>
          {mayChange && (
            <Alert variant="light" color="gray" mb="md">
              {words.dragHint}
            </Alert>
          )}
          <CategoryTree nodes={nodes} mayChange={mayChange} onDialog={setDialog} />
        </>
      )}
      <CategoryModal dialog={dialog} onClose={() => setDialog(null)} />
    </Page>
  );
}
