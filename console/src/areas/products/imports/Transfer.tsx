import { Button, Menu } from '@mantine/core';
import { IconDownload, IconFileImport, IconTransfer } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { client } from '@/api/client';
import type { paths } from '@/api/schema';
import { useSignedIn } from '@/api/session';
import { useSelling } from '@/i18n';
import { useDownload } from './useDownload';

type Filter = Omit<NonNullable<paths['/api/v1/products/export']['get']['parameters']['query']>, 'format' | 'columns'>;

/** Files in and out of the list of products; what goes out is what the list shows. */
export function Transfer({ filter }: { filter: Filter }) {
  const { imports: words } = useSelling();
  const { can } = useSignedIn();
  const navigate = useNavigate();
  const { download, isPending } = useDownload();
  const take = (format: 'csv' | 'xlsx') =>
    void download(
      () => client.GET('/api/v1/products/export', { params: { query: { ...filter, format } }, parseAs: 'stream' }),
      `products-${new Date().toISOString().slice(0, 10)}.${format}`,
    );
  return (
    <Menu width={220}>
      <Menu.Target>
        <Button variant="default" leftSection={<IconTransfer size={16} aria-hidden />} loading={isPending}>
          {words.transfer}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {can('products.manage') && (
          <Menu.Item
            leftSection={<IconFileImport size={16} aria-hidden />}
            onClick={() => void navigate({ to: '/products/imports' })}
          >
            {words.import}
          </Menu.Item>
        )}
        <Menu.Item leftSection={<IconDownload size={16} aria-hidden />} onClick={() => take('csv')}>
          {words.exportCsv}
        </Menu.Item>
        <Menu.Item leftSection={<IconDownload size={16} aria-hidden />} onClick={() => take('xlsx')}>
          {words.exportXlsx}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
