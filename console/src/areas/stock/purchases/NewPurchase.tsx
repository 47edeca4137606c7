import { IconTruckLoading } from '@tabler/icons-react';
import { getRouteApi } from '@tanstack/react-router';
import { useApiList } from '@/api/query';
import { useSelling } from '@/i18n';
import { EmptyState } from '@/ui/EmptyState';
import { LinkButton } from '@/ui/LinkButton';
import { Page } from '@/ui/Page';
import { PurchaseForm } from './PurchaseForm';

const route = getRouteApi('/shell/selling/stock/purchase-orders/new');

export function NewPurchase() {
  const { purchases: words, suppliers: supplierWords } = useSelling();
  const { supplier } = route.useSearch();
  const suppliers = useApiList('/api/v1/suppliers', { state: 'active' });
  if (!suppliers.isLoading && suppliers.error === null && suppliers.rows.length === 0) {
    return (
      <Page title={words.createTitle}>
        <EmptyState
          icon={IconTruckLoading}
          title={words.noSuppliers}
          hint={words.noSuppliersHint}
          action={<LinkButton to="/stock/suppliers" search={{ create: true }}>{supplierWords.create}</LinkButton>}
        />
      </Page>
    );
  }
  return (
    <Page title={words.createTitle} subtitle={words.createSubtitle}>
      <PurchaseForm order={null} supplier={supplier} />
    </Page>
  );
}
