import { Button, Group, Skeleton, Stack } from '@mantine/core';
import { IconPencil, IconShoppingCartPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { apiQuery } from '@/api/query';
import { useSignedIn } from '@/api/session';
import { useSelling, useT } from '@/i18n';
import { ErrorState } from '@/ui/ErrorState';
import { Facts } from '@/ui/Facts';
import { LinkButton } from '@/ui/LinkButton';
import { Page } from '@/ui/Page';
import { Section } from '@/ui/Section';
import { Offers } from './Offers';
import { SupplierModal } from './SupplierModal';

const route = getRouteApi('/shell/selling/stock/suppliers/$supplier');

/** One supplier: how to reach it, and what it offers on which terms. */
export function SupplierPage() {
  const t = useT();
  const words = useSelling();
  const { can } = useSignedIn();
  const { supplier: id } = route.useParams();
  const [editing, setEditing] = useState(false);
  const query = useQuery(apiQuery('/api/v1/suppliers/{supplier_id}', { params: { path: { supplier_id: id } } }));
  const supplier = query.data;
  if (supplier === undefined) {
    return (
      <Page title={words.suppliers.one}>
        {query.isError ? <ErrorState error={query.error} onRetry={() => void query.refetch()} /> : <Skeleton height={360} radius="lg" />}
      </Page>
    );
  }
  const mayChange = can('stock.manage');
  return (
    <Page
      title={supplier.name}
      actions={
        <Group gap="xs">
          <LinkButton to="/stock/suppliers" variant="default">
            {words.suppliers.back}
          </LinkButton>
          {mayChange && (
            <>
              <Button variant="default" leftSection={<IconPencil size={16} aria-hidden />} onClick={() => setEditing(true)}>
                {t.common.edit}
              </Button>
              <LinkButton
                to="/stock/purchase-orders/new"
                search={{ supplier: id }}
                disabled={supplier.state === 'archived'}
                leftSection={<IconShoppingCartPlus size={16} aria-hidden />}
              >
                {words.purchases.create}
              </LinkButton>
            </>
          )}
        </Group>
      }
    >
      <Stack gap="lg">
        <Section title={words.suppliers.facts}>
          <Facts
            items={[
              [words.suppliers.email, supplier.email === null ? '–' : <a key="mail" href={`mailto:${supplier.email}`}>{supplier.email}</a>],
              [words.suppliers.phone, supplier.phone ?? '–'],
              [words.suppliers.currency, supplier.currency],
              [words.suppliers.leadTime, words.suppliers.days(supplier.lead_time_days)],
              [words.suppliers.state, words.suppliers.states[supplier.state]],
              [words.suppliers.note, supplier.note ?? '–'],
            ]}
          />
        </Section>
        <Offers supplier={supplier} readOnly={!mayChange} />
      </Stack>
      <SupplierModal opened={editing} supplier={supplier} onClose={() => setEditing(false)} />
    </Page>
  );
}
