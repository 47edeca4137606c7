import { IconFileImport } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useApiList } from '@/api/query';
import { useSignedIn } from '@/api/session';
import { useSelling } from '@/i18n';
import { DataTable } from '@/ui/DataTable';
import { EmptyState } from '@/ui/EmptyState';
import { Page } from '@/ui/Page';
import { importColumns } from './importColumns';
import { UploadZone } from './UploadZone';

/** Files of products: a place to drop one, and what became of the others. */
export function Imports() {
  const words = useSelling();
  const { can } = useSignedIn();
  const navigate = useNavigate();
  const list = useApiList('/api/v1/product-imports');
  const columns = useMemo(() => importColumns(words), [words]);
  const { title, subtitle, emptyTitle, emptyHint } = words.imports;
  return (
    <Page title={title} subtitle={subtitle}>
      {can('products.manage') && <UploadZone />}
      <DataTable
        label={title}
        source={list}
        columns={columns}
        rowId={(row) => row.id}
        onOpen={(row) => void navigate({ to: '/products/imports/$import', params: { import: row.id } })}
        empty={<EmptyState icon={IconFileImport} title={emptyTitle} hint={emptyHint} />}
      />
    </Page>
  );
}
