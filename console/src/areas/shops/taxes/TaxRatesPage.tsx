import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { apiQuery } from '@/api/query';
import { useSignedIn } from '@/api/session';
import { useSelling } from '@/i18n';
import { ErrorState } from '@/ui/ErrorState';
import { LinkButton } from '@/ui/LinkButton';
import { Page } from '@/ui/Page';
import { TaxRatesForm } from './TaxRatesForm';

const route = getRouteApi('/shell/selling/settings/shops/$shop/taxes');

/** By which rates of tax a shop sells. */
export function TaxRatesPage() {
  const { taxes: words } = useSelling();
  const { can } = useSignedIn();
  const { shop: id } = route.useParams();
  const path = { shop_id: id };
  const shop = useQuery(apiQuery('/api/v1/shops/{shop_id}', { params: { path } }));
  const rates = useQuery(apiQuery('/api/v1/shops/{shop_id}/tax-rates', { params: { path } }));
  const [attempt, setAttempt] = useState(0);
  const error = shop.error ?? rates.error;
  const reload = () => void rates.refetch().then(() => setAttempt((count) => count + 1));
  return (
    <Page
      title={shop.data === undefined ? words.name : words.title(shop.data.name)}
      subtitle={words.subtitle}
      actions={
        <LinkButton to="/settings/shops" variant="default">
          {words.back}
        </LinkButton>
      }
    >
      {error !== null && <ErrorState error={error} onRetry={() => void Promise.all([shop.refetch(), rates.refetch()])} />}
      {error === null && (shop.isPending || rates.isPending) && <Skeleton height={360} radius="lg" />}
      {error === null && shop.data !== undefined && rates.data !== undefined && (
        <TaxRatesForm
          key={`${id}-${attempt}`}
          shop={shop.data}
          begun={rates.data}
          readOnly={!can('shops.manage')}
          onReload={reload}
        />
      )}
    </Page>
  );
}
