import { Button, Group, Skeleton, Stack, Text } from '@mantine/core';
import { IconDownload, IconFileInvoice, IconPrinter } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { client } from '@/api/client';
import { useApiMutation } from '@/api/mutation';
import { apiQuery } from '@/api/query';
import { useSignedIn } from '@/api/session';
import type { Invoice, OrderDetail } from '@/api/types';
import { useSelling } from '@/i18n';
import { ErrorState } from '@/ui/ErrorState';
import { Money } from '@/ui/money/Money';
import { Section } from '@/ui/Section';
import { Time } from '@/ui/Time';
import { useDownload } from '@/ui/useDownload';
import { ORDER_PATHS } from '../paths';

/** Invoices and the packing slip, as PDF. They say where customers live, so only who may read customers gets them. */
export function Documents({ order }: { order: OrderDetail }) {
  const { documents: words } = useSelling();
  const { can } = useSignedIn();
  const params = { path: { order_id: order.id } };
  const invoices = useQuery(apiQuery('/api/v1/orders/{order_id}/invoices', { params }));
  const slip = useDownload();
  const issue = useApiMutation('post', '/api/v1/orders/{order_id}/invoices', {
    invalidates: ORDER_PATHS,
    success: (invoice) => words.issued(invoice?.name ?? ''),
  });
  const print = () =>
    slip.download(
      () => client.GET('/api/v1/orders/{order_id}/documents/packing-slip.pdf', { params, parseAs: 'stream' }),
      `packing-slip-${order.name}.pdf`,
    );
  const issued = invoices.data ?? [];
  return (
    <Section title={words.title}>
      <Stack gap="sm">
        {invoices.isPending && <Skeleton height={32} />}
        {invoices.isError && <ErrorState error={invoices.error} onRetry={() => void invoices.refetch()} />}
        {issued.map((invoice) => (
          <InvoiceRow key={invoice.id} invoice={invoice} />
        ))}
        {issued.length > 0 && (
          <Text size="xs" c="dimmed">
            {words.changeHint}
          </Text>
        )}
        <Group gap="xs">
          {can('orders.manage') && (
            <Button
              size="xs"
              variant="default"
              leftSection={<IconFileInvoice size={15} aria-hidden />}
              loading={issue.isPending}
              onClick={() => issue.mutate({ params })}
            >
              {issued.length > 0 ? words.issueAgain : words.issue}
            </Button>
          )}
          {can('customers.read') && (
            <Button
              size="xs"
              variant="default"
              leftSection={<IconPrinter size={15} aria-hidden />}
              loading={slip.isPending}
              onClick={() => void print()}
            >
              {words.slip}
            </Button>
          )}
        </Group>
      </Stack>
    </Section>
  );
}

function InvoiceRow({ invoice }: { invoice: Invoice }) {
  const { documents: words } = useSelling();
  const { can } = useSignedIn();
  const file = useDownload();
  const get = () =>
    client.GET('/api/v1/invoices/{invoice_id}/pdf', { params: { path: { invoice_id: invoice.id } }, parseAs: 'stream' });
  return (
    <Group justify="space-between" wrap="nowrap" gap="xs">
      <Stack gap={0} miw={0}>
        <Text fw={550} truncate>
          {invoice.name}
        </Text>
        <Text size="xs" c="dimmed" component="span">
          {words.kinds[invoice.kind]} {invoice.corrects !== null && words.corrects(invoice.corrects)} ·{' '}
          <Money value={invoice.total} /> · <Time at={invoice.issued_at} mode="date" />
        </Text>
      </Stack>
      {can('customers.read') && (
        <Button
          size="xs"
          variant="subtle"
          px={8}
          loading={file.isPending}
          aria-label={words.download(invoice.name)}
          onClick={() => void file.download(get, `${invoice.name}.pdf`)}
        >
          <IconDownload size={16} aria-hidden />
        </Button>
      )}
    </Group>
  );
}
