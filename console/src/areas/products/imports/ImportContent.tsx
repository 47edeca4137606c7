import { Alert, Button, Stack, Title } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useRef } from 'react';
import { client } from '@/api/client';
import { apiQuery } from '@/api/query';
import type { ImportFailure, ProductImport } from '@/api/types';
import { useSelling } from '@/i18n';
import { DataTable, type TableSource } from '@/ui/DataTable';
import { Section } from '@/ui/Section';
import { failureColumns, previewColumns } from './importColumns';
import { useDownload } from './useDownload';

const failureId = (row: ImportFailure) => String(row.row_number);

/** The rows that an import left out, and the file of them to mend. */
export function Failures({ item }: { item: ProductImport }) {
  const words = useSelling();
  const columns = useMemo(() => failureColumns(words), [words]);
  const path = { import_id: item.id };
  const list = useFailures(item);
  const { download, isPending } = useDownload();
  const ask = () =>
    client.GET('/api/v1/product-imports/{import_id}/failures.csv', { params: { path }, parseAs: 'stream' });
  const button = (
    <Button
      variant="default"
      leftSection={<IconDownload size={16} aria-hidden />}
      onClick={() => void download(ask, 'failed-products.csv')}
      loading={isPending}
    >
      {words.imports.download}
    </Button>
  );
  return (
    <Section title={words.imports.failures} actions={button}>
      <DataTable label={words.imports.failures} source={list} columns={columns} rowId={failureId} empty={null} />
    </Section>
  );
}

/** More fail while the import goes on. */
function useFailures(item: ProductImport) {
  const { data, error, isPending, refetch } = useQuery({
    ...apiQuery('/api/v1/product-imports/{import_id}/failures', { params: { path: { import_id: item.id }, query: { limit: 100 } } }),
  });
  const counted = useRef(item.failed);
  useEffect(() => {
    if (counted.current !== item.failed) void refetch();
    counted.current = item.failed;
  }, [item.failed, refetch]);
  return sourceOf(data?.data, isPending, error, () => void refetch());
}

function sourceOf<Row>(
  rows: Row[] | undefined,
  isLoading: boolean,
  error: TableSource<Row>['error'],
  refetch: () => void,
): TableSource<Row> {
  return { rows: rows ?? [], isLoading, isLoadingMore: false, hasMore: false, error, loadMore: refetch, refetch };
}

/** What the file says, before anything is done with it. */
export function Preview({ item }: { item: ProductImport }) {
  const words = useSelling();
  const products = useMemo(() => previewColumns(words, item.currency), [words, item.currency]);
  const failures = useMemo(() => failureColumns(words), [words]);
  const { data, error, isPending, refetch } = useQuery(
    apiQuery('/api/v1/product-imports/{import_id}/preview', { params: { path: { import_id: item.id } } }),
  );
  const again = () => void refetch();
  return (
    <Stack gap="md">
      <Title order={2}>{words.imports.preview}</Title>
      {data?.broken === 0 && <Alert variant="light">{words.imports.noFailures}</Alert>}
      <DataTable
        label={words.imports.preview}
        source={sourceOf(data?.products, isPending, error, again)}
        columns={products}
        rowId={(row) => String(row.row)}
        empty={null}
      />
      {data !== undefined && data.broken > 0 && item.failed === 0 && (
        <>
          <Title order={2}>{words.imports.brokenRows}</Title>
          <DataTable
            label={words.imports.brokenRows}
            source={sourceOf(data.failures, false, null, again)}
            columns={failures}
            rowId={failureId}
            empty={null}
          />
        </>
      )}
    </Stack>
  );
}
